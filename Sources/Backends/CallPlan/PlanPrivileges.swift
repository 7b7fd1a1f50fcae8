import CodePrinter
package import SecurityGroupIR

extension CallPlan {
  /// The calls of the plan; one with `TagSpecifications` also tags what it makes.
  package func privileges(of program: Program) -> [Privilege] {
    var plan = Plan(program)
    plan.makeCalls()
    var all: [Privilege] = []
    // Anybody may ask who they are.
    for call in plan.calls where call.service == "ec2" {
      let verbs: Set<Verb> = call.operation.hasPrefix("Describe") ? .always : [.apply]
      if call.parameters.contains(where: { $0.name == "TagSpecifications" }) {
        let makesGroup = call.operation == "CreateSecurityGroup"
        all.addTagging(
          call.operation, makesGroup ? .securityGroup : .securityGroupRule, for: verbs)
      } else {
        all.add(call.operation, for: verbs)
      }
      for undo in call.undo { all.add(undo.operation, for: [.destroy]) }
    }
    return all
  }
}
