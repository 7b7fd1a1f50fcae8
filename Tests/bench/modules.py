#!/usr/bin/env python3
"""Measures whether time grows with the result: groups made by for_each in a module.

Prints seconds for 1,000 to 8,000 groups, and how much longer each takes than the half of it. Linear is 2.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PORTOLAN = os.environ.get("PORTOLAN", str(ROOT / ".build" / "release" / "portolan"))

ROOT_MODULE = """
locals {{ names = {{ for n in setproduct(range(1000), range({thousands})) : "${{n[0]}}-${{n[1]}}" => n[0] }} }}
module "net" {{
  source = "./net"
  groups = local.names
}}
output "ids" {{ value = module.net.ids }}
"""

MODULE = """
variable "groups" { type = map(number) }
resource "aws_security_group" "each" {
  for_each = var.groups
  name     = "group-${each.key}"
  ingress {
    from_port   = each.value
    to_port     = each.value
    protocol    = "tcp"
    cidr_blocks = ["10.0.0.0/8"]
  }
}
output "ids" { value = { for key, group in aws_security_group.each : key => group.id } }
"""


def seconds(thousands: int) -> float:
    """Return the time of one check."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "net").mkdir()
        (Path(folder) / "main.tf").write_text(ROOT_MODULE.format(thousands=thousands))
        (Path(folder) / "net" / "main.tf").write_text(MODULE)
        began = time.monotonic()
        subprocess.run([PORTOLAN, "check", folder], check=True, capture_output=True)
        return time.monotonic() - began


def main() -> None:
    """Print a row for each size."""
    before = 0.0
    for thousands in (1, 2, 4, 8):
        took = min(seconds(thousands) for _ in range(2))
        ratio = f"{took / before:5.2f}" if before else ""
        print(f"{thousands * 1000:6} groups {took:7.2f} s {ratio}")
        before = took


if __name__ == "__main__":
    main()
