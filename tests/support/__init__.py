"""What several kinds of tests lean on; the product never imports it."""
