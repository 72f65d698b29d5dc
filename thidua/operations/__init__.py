"""What an operator does to a running installation: look at parked facts and views, mend them."""
