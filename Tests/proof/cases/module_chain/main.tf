variable "vpc_id" { type = string }
module "net" {
  source = "./net"
  vpc_id = var.vpc_id
  names  = ["one", "two"]
}
module "app" {
  source   = "./app"
  for_each = module.net.groups
  group    = each.value
  port     = 8000 + length(each.key)
  allow    = [for k, v in module.net.groups : v if k != each.key]
}
output "names" { value = module.net.names }
