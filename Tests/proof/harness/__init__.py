"""Runs what Portolan emits on a simulated AWS and compares with what Terraform leaves there."""
