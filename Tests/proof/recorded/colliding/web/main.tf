resource "aws_security_group" "a" {
  name = "web-a-of-a-module"
}
