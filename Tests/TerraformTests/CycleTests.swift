import Testing

/// What waits for itself is named by its whole address, and what is too much by its place.
struct CycleTests {
  @Test(arguments: [
    (
      "module \"m\" {\n source = \"./m\"\n v = module.m.x\n}",
      "variable \"v\" {}\noutput \"x\" {\n value = var.v\n}",
      """
      m/main.tf:1 terraform/cycle: Cycle: module.m.output.x, module.m.var.v
      m/main.tf:2 terraform/cycle: Cycle: module.m.output.x, module.m.var.v
      """
    ),
    (
      "module \"m\" {\n source = \"./m\"\n count = length(module.m)\n}",
      "output \"x\" { value = 1 }",
      "main.tf:1 terraform/cycle: Cycle: module.m"
    ),
    (
      "module \"m\" { source = \"./m\" }", "locals {\n a = local.b\n b = local.a\n}",
      "m/main.tf:2 terraform/cycle: Cycle: module.m.local.a, module.m.local.b"
    ),
    (
      "resource \"aws_security_group\" \"a\" {\n count = length(aws_security_group.b)\n}\n"
        + "resource \"aws_security_group\" \"b\" {\n count = length(aws_security_group.a)\n}", "",
      "main.tf:1 terraform/cycle: Cycle: aws_security_group.a, aws_security_group.b"
    ),
    (
      "resource \"aws_security_group\" \"a\" {\n count = 100001\n}", "",
      "main.tf:2 terraform/too-many-instances: Too many instances"
    ),
  ])
  func isNamed(main: String, module: String, expected: String) {
    #expect(translate(["main.tf": main, "m/main.tf": module]) == expected)
  }
}
