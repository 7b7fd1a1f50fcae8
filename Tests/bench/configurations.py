"""Configurations of any size, in the shapes in which people write them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

Files = dict[str, str]

VPC = 'variable "vpc_id" {\n  type = string\n}\n'


def _cidr(number: int) -> str:
    return f"10.{number // 256 % 256}.{number % 256}.0/24"


def _tags(number: int) -> str:
    return f'  tags = {{\n    Name = "group-{number}"\n    Team = "platform"\n  }}\n'


def inline(count: int) -> Files:
    """Groups with an ingress and an egress block each: what most configurations look like."""
    groups = (
        f'resource "aws_security_group" "g{i}" {{\n  name        = "group-{i}"\n'
        f'  description = "Group {i}"\n  vpc_id      = var.vpc_id\n'
        f'  ingress {{\n    description = "HTTPS"\n    from_port   = 443\n    to_port     = 443\n'
        f'    protocol    = "tcp"\n    cidr_blocks = ["{_cidr(i)}"]\n  }}\n'
        f'  egress {{\n    from_port   = 0\n    to_port     = 0\n    protocol    = "-1"\n'
        f'    cidr_blocks = ["0.0.0.0/0"]\n  }}\n{_tags(i)}}}\n'
        for i in range(count)
    )
    return {"main.tf": VPC + "".join(groups)}


def standalone(count: int) -> Files:
    """Groups whose rules are resources of their own; every rule refers to two groups."""
    groups = (
        f'resource "aws_security_group" "g{i}" {{\n  name   = "group-{i}"\n  vpc_id = var.vpc_id\n{_tags(i)}}}\n'
        f'resource "aws_vpc_security_group_ingress_rule" "g{i}" {{\n'
        f"  security_group_id            = aws_security_group.g{i}.id\n"
        f"  referenced_security_group_id = aws_security_group.g{(i + 1) % count}.id\n"
        f"  from_port                    = 5432\n  to_port                      = 5432\n"
        f'  ip_protocol                  = "tcp"\n}}\n'
        for i in range(count)
    )
    return {"main.tf": VPC + "".join(groups)}


def modules(count: int) -> Files:
    """One module that is called once for each group."""
    module = (
        'variable "name" {}\nvariable "vpc_id" {}\nvariable "port" {\n  type = number\n}\n'
        'resource "aws_security_group" "this" {\n  name   = var.name\n  vpc_id = var.vpc_id\n'
        "  ingress {\n    from_port   = var.port\n    to_port     = var.port\n"
        '    protocol    = "tcp"\n    cidr_blocks = ["10.0.0.0/8"]\n  }\n}\n'
        'output "id" {\n  value = aws_security_group.this.id\n}\n'
    )
    calls = (
        f'module "g{i}" {{\n  source = "./group"\n  name   = "group-{i}"\n  vpc_id = var.vpc_id\n'
        f"  port   = {1024 + i % 60000}\n}}\n"
        for i in range(count)
    )
    return {"main.tf": VPC + "".join(calls), "group/main.tf": module}


def for_each(count: int) -> Files:
    """One resource with a map of groups, in a module, with a dynamic block."""
    entries = "".join(
        f'    "group-{i}" = {{ port = {1024 + i % 60000}, cidrs = ["{_cidr(i)}"] }}\n' for i in range(count)
    )
    root = (
        f"{VPC}locals {{\n  groups = {{\n{entries}  }}\n}}\n"
        'module "net" {\n  source = "./net"\n  groups = local.groups\n  vpc_id = var.vpc_id\n}\n'
        'output "ids" {\n  value = module.net.ids\n}\n'
    )
    module = (
        'variable "vpc_id" {}\nvariable "groups" {\n'
        "  type = map(object({ port = number, cidrs = list(string) }))\n}\n"
        'resource "aws_security_group" "each" {\n  for_each = var.groups\n  name     = each.key\n'
        "  vpc_id   = var.vpc_id\n"
        '  dynamic "ingress" {\n    for_each = each.value.cidrs\n    content {\n'
        "      from_port   = each.value.port\n      to_port     = each.value.port\n"
        '      protocol    = "tcp"\n      cidr_blocks = [ingress.value]\n    }\n  }\n}\n'
        'output "ids" {\n  value = { for key, group in aws_security_group.each : key => group.id }\n}\n'
    )
    return {"main.tf": root, "net/main.tf": module}


SHAPES: dict[str, Callable[[int], Files]] = {
    "inline": inline,
    "standalone": standalone,
    "modules": modules,
    "for_each": for_each,
}


# --- where something could be quadratic ---------------------------------------------------------------


def chained_locals(count: int) -> Files:
    """A list of locals of which each refers to the one ten before it."""
    lines = (f"  l{i} = {f'local.l{i - 10} + 1' if i % 900 >= 10 else i}\n" for i in range(count))
    return {"main.tf": f'locals {{\n{"".join(lines)}}}\noutput "last" {{\n  value = local.l{count - 1}\n}}\n'}


def cyclic_rules(count: int) -> Files:
    """Groups of which each lets in its neighbour on either side: references in one great circle."""
    groups = (
        f'resource "aws_security_group" "g{i}" {{\n  name = "g{i}"\n}}\n'
        + "".join(
            f'resource "aws_security_group_rule" "{side}{i}" {{\n  type = "ingress"\n  from_port = 1\n'
            f'  to_port = 1\n  protocol = "tcp"\n  security_group_id = aws_security_group.g{i}.id\n'
            f"  source_security_group_id = aws_security_group.g{other % count}.id\n}}\n"
            for side, other in (("next", i + 1), ("last", i - 1))
        )
        for i in range(count)
    )
    return {"main.tf": "".join(groups)}


def colliding_names(count: int) -> Files:
    """Addresses that become one name in most targets once their punctuation is gone."""
    keys = ", ".join(f'"a{"-_."[i % 3]}{i // 3}"' for i in range(count))
    return {
        "main.tf": f'resource "aws_security_group" "a" {{\n  for_each = toset([{keys}])\n'
        '  name = "x${each.key}"\n}\n'
    }


def generated_names(count: int) -> Files:
    """Groups with one name_prefix, told apart by their tags."""
    return {
        "main.tf": f'resource "aws_security_group" "a" {{\n  count = {count}\n  name_prefix = "a-"\n'
        "  tags = { Number = count.index }\n}\n"
    }


def many_rules(count: int) -> Files:
    """One group with that many rules, each compared with the others."""
    blocks = '[for n in range(250) : cidrsubnet("10.0.0.0/8", 16, n + 250 * count.index)]'
    return {
        "main.tf": 'resource "aws_security_group" "a" {\n  name = "a"\n}\n'
        f'resource "aws_security_group_rule" "r" {{\n  count = {max(1, count // 250)}\n  type = "ingress"\n'
        f'  from_port = 1\n  to_port = 1\n  protocol = "tcp"\n  security_group_id = aws_security_group.a.id\n'
        f"  cidr_blocks = {blocks}\n}}\n"
    }


def repeated_faults(count: int) -> Files:
    """One mistake in each of many resources."""
    groups = (f'resource "aws_security_group" "g{i}" {{\n  nam = "g{i}"\n}}\n' for i in range(count))
    return {"main.tf": "".join(groups)}


def attachments(count: int) -> Files:
    """One group at many network interfaces, none of them twice."""
    return {
        "main.tf": 'resource "aws_security_group" "a" {\n  name = "a"\n}\n'
        f'resource "aws_network_interface_sg_attachment" "a" {{\n  count = {count}\n'
        "  security_group_id = aws_security_group.a.id\n"
        '  network_interface_id = "eni-${format("%017d", count.index)}"\n}\n'
    }


def exclusive_rules(count: int) -> Files:
    """Groups of which each has a list of all rules that it may keep."""
    return {
        "main.tf": f'resource "aws_security_group" "a" {{\n  count = {count}\n  name = "a${{count.index}}"\n}}\n'
        f'resource "aws_vpc_security_group_ingress_rule" "a" {{\n  count = {count}\n'
        "  security_group_id = aws_security_group.a[count.index].id\n"
        '  cidr_ipv4 = "10.0.0.0/8"\n  ip_protocol = "-1"\n}\n'
        f'resource "aws_vpc_security_group_rules_exclusive" "a" {{\n  count = {count}\n'
        "  security_group_id = aws_security_group.a[count.index].id\n"
        "  ingress_rule_ids = [aws_vpc_security_group_ingress_rule.a[count.index].id]\n"
        "  egress_rule_ids = []\n}\n"
    }


def many_files(count: int) -> Files:
    """A file for each group."""
    return {f"g{i}.tf": f'resource "aws_security_group" "g{i}" {{\n  name = "g{i}"\n}}\n' for i in range(count)}


SUSPECTS: dict[str, Callable[[int], Files]] = {
    "chained locals": chained_locals,
    "cyclic rules": cyclic_rules,
    "colliding names": colliding_names,
    "generated names": generated_names,
    "rules of one group": many_rules,
    "faults": repeated_faults,
    "attachments": attachments,
    "exclusive rules": exclusive_rules,
    "files": many_files,
}


def write(files: Files, folder: Path) -> int:
    """Store a configuration; return its size in bytes."""
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)
    return sum(len(text.encode()) for text in files.values())


def doublings(smallest: int, largest: int) -> Iterator[int]:
    """Yield the sizes from the smallest to the largest, each twice the one before."""
    size = smallest
    while size <= largest:
        yield size
        size *= 2
