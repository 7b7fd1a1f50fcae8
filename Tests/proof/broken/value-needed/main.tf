variable "public" {
  type = bool
}

resource "aws_security_group" "web" {
  count = var.public ? 1 : 0
  name  = "web"
}
