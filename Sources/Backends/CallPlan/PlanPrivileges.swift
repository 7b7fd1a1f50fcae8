import CodePrinter
package import SecurityGroupIR

extension CallPlan {
  package func privileges(of program: Program) -> [Privilege] { Plan.privileges(of: program) }
}

extension CurlBackend {
  /// Those of the plan; the script knows its Region without asking.
  package func privileges(of program: Program) -> [Privilege] {
    let lookups = Set(program.lookups.map(\.name))
    return Plan.privileges(of: program) { !lookups.contains($0.id) }
  }
}

extension Plan {
  /// The calls of the plan, and those that take them back; one with `TagSpecifications` also tags what
  /// it makes.
  fileprivate static func privileges(
    of program: Program, where isMade: (Call) -> Bool = { _ in true }
  ) -> [Privilege] {
    var plan = Plan(program)
    var all: [Privilege] = []
    plan.makeCalls(EmitOptions()) { calls in
      // Anybody may ask who they are.
      for call in calls where call.service == "ec2" && isMade(call) {
        add(call, to: &all)
      }
    }
    return all
  }

  private static func add(_ call: Call, to all: inout [Privilege]) {
    let verbs: Set<Verb> = call.operation.hasPrefix("Describe") ? .always : [.apply]
    if call.parameters.contains(where: { $0.name == "TagSpecifications" }) {
      let makesGroup = call.operation == "CreateSecurityGroup"
      all.addTagging(
        call.operation, makesGroup ? .securityGroup : .securityGroupRule, for: verbs)
    } else {
      all.add(call.operation, for: verbs)
    }
    // An executor undoes them when a later call fails, or when it is told to.
    for undo in call.undo { all.add(undo.operation, for: [.apply, .destroy]) }
  }
}
