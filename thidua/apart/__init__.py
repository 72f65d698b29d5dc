"""The distributed run: each service in processes of its own, the gateway as the one door, one command over it all."""
