# One thing to do: no group, no input, no question, one step of a runbook.

resource "aws_network_interface_sg_attachment" "proxy" {
  security_group_id    = "sg-0123456789abcdef0"
  network_interface_id = "eni-0123456789abcdef0"
}
