import Diagnostics
import HCL
import SecurityGroupIR

/// Version 6 of the provider has it: whatever rule of the group it does not list is revoked.
let rulesExclusive = ResourceType(
  "aws_vpc_security_group_rules_exclusive",
  Schema([
    "security_group_id": .init(.string, .required),
    "ingress_rule_ids": .init(.set(.string), .required),
    "egress_rule_ids": .init(.set(.string), .required),
    "region": .init(.string, .optionalComputed),
  ]),
  conclude: { instance, lowering in lowering.lowerRulesExclusive(instance) })

/// A rule that is a resource of its own: where it went, and where it stands.
struct StandaloneRule {
  var group: GroupID
  var direction: Direction
  var location: SourceLocation
}

extension Lowering {
  fileprivate mutating func lowerRulesExclusive(_ instance: ResourceInstance) {
    guard let id = group(of: instance) else { return }
    for direction in Direction.allCases {
      guard let list = instance.body["\(direction.rawValue)_rule_ids"] else { continue }
      own(direction, of: id, list)
    }
  }

  private mutating func own(
    _ direction: Direction, of id: GroupID, _ list: EvaluatedBody.Argument
  ) {
    guard case .set(_, let elements) = list.value.content else {
      evaluation.demand(
        Demand(
          list.value.residuals.flatMap(\.sources), at: list.location,
          "to know which rules the group keeps"))
      return
    }
    var listed: Set<String> = []
    for element in elements {
      guard let address = element.ruleAddress, let rule = standaloneRules[address] else {
        sink.report(.unknownRuleListed(element.knownText, at: list.location))
        continue
      }
      if rule.group != id || rule.direction != direction {
        sink.report(.foreignRuleListed(address, direction, at: list.location, rule.location))
      }
      listed.insert(address)
    }
    let group = program[id]
    if group.rules(direction).ownership == .exclusive,
      let inline = group.rules(direction).rules.first?.origin.location
    {
      sink.report(.ruleNotListed(direction, at: inline, list.location))
    }
    let omitted = standaloneRules(of: GroupSide(group: id, direction: direction))
      .filter { !listed.contains($0.key) }.map(\.value)
    for rule in omitted.sorted(by: { $0.location.isBefore($1.location) }) {
      sink.report(.ruleNotListed(direction, at: rule.location, list.location))
    }
    switch direction {
    case .ingress: program.groups[id.index].ingress.ownership = .exclusive
    case .egress: program.groups[id.index].egress.ownership = .exclusive
    }
  }
}

extension Value {
  /// The address of the rule whose id this will be.
  fileprivate var ruleAddress: String? {
    guard case .unknown(let unknown) = content else { return nil }
    var residual = unknown.residual
    while case .convert(let base, _) = residual { residual = base }
    guard case .attribute(.source(let address), let name) = residual,
      name == "id" || name == "security_group_rule_id"
    else { return nil }
    return address
  }

  fileprivate var knownText: String? {
    if case .string(let text) = content { text } else { nil }
  }
}
