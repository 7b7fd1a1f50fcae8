resource "aws_security_group" "web" {
  name = "web"

  ingress {
    from_port   = "https"
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}
