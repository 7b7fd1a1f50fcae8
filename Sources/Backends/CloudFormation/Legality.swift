import Diagnostics
import SecurityGroupIR

extension Template {
  /// Reports what a template cannot do with the groups of a program: errors where leaving it out would
  /// leave the account more open than the configuration wants it, warnings and notes elsewhere.
  mutating func reportInexpressible() {
    for group in program.groups {
      switch group.identity {
      case .created: break
      case .defaultGroup: sink.report(.defaultGroup(group))
      case .existing:
        if Direction.allCases.contains(where: { group.rules($0).ownership == .exclusive }) {
          sink.report(.foreignRules(group))
        }
      }
      if group.revokesRulesOnDelete {
        notes.append("\(group.address): its rules are not revoked before it is deleted.")
      }
      for rule in group.ingress.rules + group.egress.rules where !rule.ownTags.isEmpty {
        sink.report(.ruleTags(rule))
        notes.append(
          "\(rule.origin.text): CloudFormation has no tags on rules; these are left out.")
      }
    }
    reportInterfaces()
    reportRegions()
  }

  private mutating func reportRegions() {
    guard let first = program.groups.first else { return }
    if let region = first.region {
      let name = region.knownText ?? "the Region that the configuration computes"
      sink.report(.fixedRegion(first, name))
      notes.append("Create this stack in \(name).")
    }
    for group in program.groups where group.region != first.region {
      sink.report(.severalRegions(group))
    }
  }
}
