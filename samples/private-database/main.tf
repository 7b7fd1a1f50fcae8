resource "aws_security_group" "app" {
  name        = "${var.name}-app"
  description = "Application servers of ${var.name}"
  vpc_id      = var.vpc_id

  egress {
    description = "Everything"
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = ["0.0.0.0/0"]
  }

  tags = {
    Name = "${var.name}-app"
    Tier = "application"
  }
}

# Databases open no connection of their own, except to each other.
resource "aws_security_group" "database" {
  name        = "${var.name}-database"
  description = "Databases of ${var.name}: reachable from the application only"
  vpc_id      = var.vpc_id

  dynamic "ingress" {
    for_each = var.engines
    iterator = engine
    content {
      description     = "${engine.key} from the application"
      from_port       = engine.value
      to_port         = engine.value
      protocol        = "tcp"
      security_groups = [aws_security_group.app.id]
    }
  }

  ingress {
    description = "Replication"
    from_port   = 4444
    to_port     = 4568
    protocol    = "tcp"
    self        = true
  }

  egress {
    description = "Replication"
    from_port   = 4444
    to_port     = 4568
    protocol    = "tcp"
    self        = true
  }

  tags = {
    Name = "${var.name}-database"
    Tier = "data"
  }
}
