data "aws_caller_identity" "me" {}

# Its tags wait for groups that stand behind it.
resource "aws_security_group" "tagged" {
  name = "tagged"
  tags = {
    Account = data.aws_caller_identity.me.account_id
    Of      = aws_security_group.of["a"].id
    Owner   = aws_security_group.of["m"].owner_id
  }
}

resource "aws_security_group" "of" {
  for_each = toset(concat(keys(local.lets_in), ["k", "l", "m"]))
  name     = "circle-${each.key}"
}

resource "aws_security_group" "untagged" {
  name        = "untagged"
  description = "Beside ${aws_security_group.tagged.owner_id} in ${aws_security_group.of["a"].vpc_id}"

  ingress {
    description     = "From ${aws_security_group.of["a"].vpc_id}"
    from_port       = 22
    to_port         = 22
    protocol        = "tcp"
    security_groups = [aws_security_group.tagged.id, aws_security_group.of["i"].id]
  }

  egress {
    description = "To what ${aws_security_group.tagged.arn} reaches"
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["10.0.0.0/8"]
  }

  egress {
    from_port   = 53
    to_port     = 53
    protocol    = "udp"
    cidr_blocks = ["10.0.0.0/8"]
  }
}
