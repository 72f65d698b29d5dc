"""Apache Kafka as the product needs it."""
