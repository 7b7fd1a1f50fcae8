import CodePrinter
import SecurityGroupIR

/// A rule as a plan shows it to people.
struct PlanRule {
  var direction: Direction
  /// `tcp 443`, `icmp 8:0`, `all`.
  var traffic: String
  var peer: JSON
  /// One rule for each element of the peer.
  var isEach = false
  var description: JSON?
  /// In the configuration; absent for a rule that only the account has.
  var origin: Origin?
  /// What is to be said beside it, such as the id in the account.
  var note: String?
}

/// Rules that are as they shall be without a call, and why.
struct SparedRules {
  /// How many calls stand before it.
  var position: Int
  var subject: PlanSubject
  var rules: [PlanRule]
  var reason: String
}

/// Rules as the parameter `IpPermissions` takes them.
extension Plan {
  /// Rules of the same protocol and ports share a permission.
  mutating func permissions(_ rules: [Rule]) -> [JSON] {
    var permissions: [(like: Rule, ranges: [Peer.Kind: [JSON]])] = []
    var positions: [Traffic: Int] = [:]
    for rule in rules {
      let range = self.range(rule)
      let traffic = Traffic(protocol: rule.protocol, ports: rule.ports)
      if let position = positions[traffic] {
        permissions[position].ranges[rule.peer.kind, default: []].append(range)
      } else {
        if rules.count > 1 { positions[traffic] = permissions.count }
        permissions.append((rule, [rule.peer.kind: [range]]))
      }
    }
    return permissions.map { permission in
      var fields: [JSON.Field] = [
        .init("IpProtocol", .string(permission.like.protocol.name))
      ]
      if case .range(let from, let to) = permission.like.ports {
        fields.append(.init("FromPort", number(from, at: permission.like.origin)))
        fields.append(.init("ToPort", number(to, at: permission.like.origin)))
      }
      for kind in Peer.Kind.allCases {
        guard let ranges = permission.ranges[kind] else { continue }
        // One loop by itself is the list; among others it is spliced into one.
        let isLoop = ranges.count == 1 && ranges[0].isLoop
        fields.append(.init(kind.rangeList, isLoop ? ranges[0] : .array(ranges)))
      }
      return .object(fields)
    }
  }

  private mutating func range(_ rule: Rule) -> JSON {
    let origin = rule.origin
    func range(_ peer: JSON, _ description: JSON?) -> JSON {
      .compact([
        "UserId": rule.peer.account.map(JSON.string),
        rule.peer.kind.rangeMember: .some(peer),
        "Description": description,
      ])
    }
    let description = rule.description.map { text($0, at: origin) }
    switch rule.peer.values {
    case .one(let term):
      return range(text(term, at: origin), description).marked(origin.mark)
    case .each(let list):
      return each(list, as: range(["$item": true], description), at: origin).marked(origin.mark)
    }
  }

  mutating func shown(_ rule: Rule, _ direction: Direction, note: String? = nil) -> PlanRule {
    let origin = rule.origin
    var traffic = rule.protocol.isAll ? "all" : rule.protocol.name
    if case .range(let from, let to) = rule.ports {
      traffic +=
        " " + planText(ports: number(from, at: origin), number(to, at: origin), rule.protocol)
    }
    return PlanRule(
      direction: direction, traffic: traffic, peer: value(rule.peer.term, at: origin),
      isEach: rule.peer.isEach, description: rule.description.map { text($0, at: origin) },
      origin: origin, note: note)
  }
}

private struct Traffic: Hashable {
  var `protocol`: IPProtocol
  var ports: Ports
}

extension JSON {
  fileprivate var isLoop: Bool { self["$each"] != nil }
}

extension Direction {
  /// As operations end: `AuthorizeSecurityGroupIngress`.
  var title: String { self == .ingress ? "Ingress" : "Egress" }
}

extension Peer.Kind {
  /// The member of a permission that lists peers of this kind.
  var rangeList: String {
    switch self {
    case .ipv4: "IpRanges"
    case .ipv6: "Ipv6Ranges"
    case .prefixList: "PrefixListIds"
    case .group: "UserIdGroupPairs"
    }
  }

  var rangeMember: String {
    switch self {
    case .ipv4: "CidrIp"
    case .ipv6: "CidrIpv6"
    case .prefixList: "PrefixListId"
    case .group: "GroupId"
    }
  }
}
