# All that is asked of the account is its number; the names fit exactly on the first line of a script.

provider "aws" {
  ignore_tags {
    key_prefixes = ["kubernetes.io/"]
  }
}

data "aws_caller_identity" "me" {}

resource "aws_security_group" "of_this_account" {
  name   = "of-${data.aws_caller_identity.me.account_id}"
  vpc_id = "vpc-0123456789abcdef0"
  egress = []
}

resource "aws_security_group" "of_another_account" {
  name        = "of-another"
  description = "Beside ${aws_security_group.of_this_account.owner_id}"
  vpc_id      = "vpc-0123456789abcdef0"
  egress      = []
}
