package import SecurityGroupIR

/// Where an artifact works, as far as that is known when it is translated; a policy allows no more.
package struct PolicyScope: Sendable {
  /// Absent: any.
  package var regions: [String]?
  package var account: String?
  /// Ids of the resources of a type; absent: any.
  package var ids: [ResourceType: [String]] = [:]

  /// - Parameters:
  ///   - region: Where what the configuration gives no Region will be.
  ///   - account: The account in which the artifact runs.
  package init(_ program: Program, region: String? = nil, account: String? = nil) {
    self.account = account
    let places =
      program.groups.map(\.region) + program.attachments.map(\.region)
      + program.lookups.filter(\.asksEC2).map(\.region)
    regions = Self.known(places.map { $0.map(\.knownText) ?? region })
    ids[.securityGroup] = Self.known(
      program.groups.map { group in
        if case .existing(let id) = group.identity { id.knownText } else { nil }
      } + program.attachments.filter { !$0.group.isOfProgram }.map(\.group.knownText))
    var networks: [String?] = []
    for group in program.groups {
      if case .created(_, _, let vpc) = group.identity { networks.append(vpc?.knownText) }
    }
    var interfaces: [String?] = []
    for attachment in program.attachments {
      switch attachment.target {
      case .networkInterface(let id): interfaces.append(id.knownText)
      case .vpc(let id): networks.append(id.knownText)
      }
    }
    ids[.vpc] = Self.known(networks)
    ids[.networkInterface] = Self.known(interfaces)
  }

  /// The texts in byte order, each once; `nil` unless all are known.
  private static func known(_ texts: [String?]) -> [String]? {
    let known = texts.compactMap(\.self)
    guard !known.isEmpty, known.count == texts.count else { return nil }
    return Set(known).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// The ARNs of everything of a type that the artifact may touch.
  func arns(_ type: ResourceType) -> [String] {
    (regions ?? ["*"]).flatMap { region in
      let partition = region == "*" ? "*" : Partition.of(region: region).name
      func arn(_ service: String, _ owner: String, _ name: String) -> String {
        "arn:\(partition):\(service):\(region):\(owner):\(name)"
      }
      switch type {
      case .languageExtensions: return [arn("cloudformation", "aws", type.rawValue)]
      case .stack: return [arn("cloudformation", account ?? "*", "stack/*")]
      case .securityGroup, .securityGroupRule, .vpc, .networkInterface:
        return (ids[type] ?? ["*"]).map { arn("ec2", account ?? "*", "\(type.rawValue)/\($0)") }
      }
    }
  }
}

extension Lookup {
  fileprivate var asksEC2: Bool { if case .describe = kind { true } else { false } }
}

extension Term {
  fileprivate var isOfProgram: Bool { if case .group = self { true } else { false } }
}
