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
    let places =
      program.groups.map { ($0.address, $0.region, $0.origin) }
      + program.attachments.map { ($0.address, $0.region, $0.origin) }
    guard let (address, first, origin) = places.first else { return }
    if let region = first {
      let name = region.knownText ?? "the Region that the configuration computes"
      sink.report(.fixedRegion(address, name, at: origin))
      notes.append("Create this stack in \(name).")
    }
    for (address, region, origin) in places where region != first {
      sink.report(.severalRegions(address, at: origin))
    }
  }
}
