import Backends
import Diagnostics
import HCL
import SecurityGroupIR
import Terraform

/// Reads what `aws ec2 describe-security-groups` and `describe-security-group-rules` answered: one file
/// with `SecurityGroups` and `SecurityGroupRules`, or one file for each; and `Vpcs`, if there are any.
struct AccountReader {
  private(set) var sources: SourceMap
  private(set) var sink = DiagnosticSink()
  private var groups: [Account.Group] = []
  private var indices: [String: Int] = [:]
  private var rules: Set<String> = []
  private var lists: Set<String> = []
  private var defaultVPCs: Set<String>?
  private var file = FileID(0)

  init(_ sources: SourceMap) { self.sources = sources }

  /// - Parameter files: As the user named them, and what they hold.
  mutating func read(_ files: [(name: String, content: Result<[UInt8], ModuleFiles.ReadFailure>)])
    -> Account
  {
    var nodes: [(file: FileID, members: [JSONMember])] = []
    for (name, content) in files {
      switch content {
      case .failure(let failure): sink.report(.accountNotReadable(name, failure.reason))
      case .success(let bytes):
        file = sources.add(SourceFile(path: shortened(name), bytes: bytes))
        guard let node = JSONReader.read(bytes, file: file, into: &sink) else { continue }
        guard case .object(let members) = node.content else {
          report(node, "an object with SecurityGroups, SecurityGroupRules or both")
          continue
        }
        nodes.append((file, members))
      }
    }
    // All groups are known before the first rule.
    for (file, members) in nodes {
      self.file = file
      for member in members { addGroups(member) }
    }
    for (file, members) in nodes {
      self.file = file
      for member in members where member.name == "SecurityGroupRules" { addRules(member.value) }
    }
    if !sink.hasErrors {
      for list in ["SecurityGroups", "SecurityGroupRules"] where !lists.contains(list) {
        sink.report(.accountIncomplete(list))
      }
    }
    let names = files.map { shortened($0.name) }.joined(separator: " and ")
    return Account(title: names, groups: groups, defaultVPCs: defaultVPCs)
  }

  private func shortened(_ name: String) -> String {
    if name == "-" { return "standard input" }
    // An absolute path would make the artifact depend on the machine.
    return name.hasPrefix("/") ? name.split(separator: "/").last.map(String.init) ?? name : name
  }

  // MARK: Lists

  private mutating func addGroups(_ member: JSONMember) {
    switch member.name {
    case "SecurityGroups":
      for node in elements(member) { if let group = group(node) { add(group) } }
    case "SecurityGroupRules": break
    case "Vpcs": for node in elements(member) { addVPC(node) }
    case "NextToken":
      if case .null = member.value.content { break }
      sink.report(.accountTruncated(at: place(member.nameSpan)))
    case "ResponseMetadata": break
    default:
      sink.report(.accountUnknownMember(member.name, at: place(member.nameSpan)))
    }
  }

  private mutating func addVPC(_ node: JSONNode) {
    guard let fields = fields(node), let id = text("VpcId", fields, node),
      let isDefault = flag("IsDefault", fields, node)
    else { return }
    defaultVPCs = defaultVPCs ?? []
    if isDefault { defaultVPCs?.insert(id) }
  }

  private mutating func addRules(_ list: JSONNode) {
    lists.insert("SecurityGroupRules")
    guard case .array(let nodes) = list.content else { return report(list, "a list") }
    for node in nodes {
      guard let fields = fields(node), let group = text("GroupId", fields, node),
        let rule = rule(fields, node)
      else { continue }
      // Rules of groups that are not shown are nobody's business.
      guard rules.insert(rule.id).inserted, let index = indices[group] else { continue }
      groups[index].rules.append(rule)
    }
  }

  private mutating func elements(_ member: JSONMember) -> [JSONNode] {
    lists.insert(member.name)
    guard case .array(let nodes) = member.value.content else {
      report(member.value, "a list")
      return []
    }
    return nodes
  }

  private mutating func add(_ group: Account.Group) {
    if indices[group.id] == nil {
      indices[group.id] = groups.count
      groups.append(group)
    }
  }

  // MARK: Groups and rules

  private mutating func group(_ node: JSONNode) -> Account.Group? {
    guard let fields = fields(node), let id = text("GroupId", fields, node),
      let name = text("GroupName", fields, node), let vpc = text("VpcId", fields, node),
      let description = text("Description", fields, node)
    else { return nil }
    return Account.Group(
      id: id, name: name, description: description, vpc: vpc,
      owner: optionalText("OwnerId", fields), arn: optionalText("SecurityGroupArn", fields),
      tags: tags(fields), statedRules: statedRules(fields),
      location: SourceLocation(file, node.span))
  }

  /// How many peers its permissions list.
  private func statedRules(_ fields: Fields) -> Int? {
    var count = 0
    for name in ["IpPermissions", "IpPermissionsEgress"] {
      guard case .array(let permissions)? = fields[name]?.content else { return nil }
      for permission in permissions {
        guard case .object(let members) = permission.content else { return nil }
        for member in members {
          guard peerLists.contains(member.name), case .array(let peers) = member.value.content
          else {
            continue
          }
          count += peers.count
        }
      }
    }
    return count
  }

  private mutating func rule(_ fields: Fields, _ node: JSONNode) -> Account.Rule? {
    guard let id = text("SecurityGroupRuleId", fields, node),
      let name = text("IpProtocol", fields, node), let isEgress = flag("IsEgress", fields, node)
    else { return nil }
    var peer: (kind: Peer.Kind, text: String)?
    var owner: String?
    if let block = optionalText("CidrIpv4", fields) { peer = (.ipv4, block) }
    if let block = optionalText("CidrIpv6", fields) { peer = (.ipv6, block) }
    if let list = optionalText("PrefixListId", fields) { peer = (.prefixList, list) }
    if let info = fields["ReferencedGroupInfo"], let inner = self.fields(info),
      let group = text("GroupId", inner, info)
    {
      peer = (.group, group)
      owner = optionalText("UserId", inner)
    }
    guard let peer else {
      report(node, "a rule with CidrIpv4, CidrIpv6, PrefixListId or ReferencedGroupInfo")
      return nil
    }
    var ports: (from: Int, to: Int)?
    if let from = number("FromPort", fields), let to = number("ToPort", fields) {
      ports = (from, to)
    }
    return Account.Rule(
      id: id,
      RuleIdentity(
        isEgress ? .egress : .ingress, IPProtocol(canonicalizing: name), ports: ports, peer.kind,
        peer.text),
      peerOwner: owner, description: optionalText("Description", fields) ?? "", tags: tags(fields))
  }

  private mutating func tags(_ fields: Fields) -> [Account.Tag] {
    guard let node = fields["Tags"] else { return [] }
    guard case .array(let elements) = node.content else {
      report(node, "a list")
      return []
    }
    return elements.compactMap { element -> Account.Tag? in
      guard let inner = self.fields(element), let key = text("Key", inner, element),
        let value = text("Value", inner, element)
      else { return nil }
      return key.hasPrefix("aws:") ? nil : Account.Tag(key, value)
    }.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
  }

  // MARK: Fields

  private typealias Fields = [String: JSONNode]

  private mutating func fields(_ node: JSONNode) -> Fields? {
    guard case .object(let members) = node.content else {
      report(node, "an object")
      return nil
    }
    return Dictionary(members.map { ($0.name, $0.value) }) { _, last in last }
  }

  private mutating func text(_ name: String, _ fields: Fields, _ node: JSONNode) -> String? {
    guard let field = fields[name] else {
      report(node, "an object with \(name)")
      return nil
    }
    guard case .string(let text) = field.content else {
      report(field, "a text")
      return nil
    }
    return text
  }

  private mutating func flag(_ name: String, _ fields: Fields, _ node: JSONNode) -> Bool? {
    guard let field = fields[name], case .bool(let flag) = field.content else {
      report(fields[name] ?? node, "true or false as \(name)")
      return nil
    }
    return flag
  }

  private mutating func optionalText(_ name: String, _ fields: Fields) -> String? {
    guard let field = fields[name] else { return nil }
    switch field.content {
    case .null: return nil
    case .string(let text): return text
    default:
      report(field, "a text")
      return nil
    }
  }

  private mutating func number(_ name: String, _ fields: Fields) -> Int? {
    guard let field = fields[name] else { return nil }
    if case .null = field.content { return nil }
    guard case .number(let text) = field.content, let number = Int(text) else {
      report(field, "a whole number")
      return nil
    }
    return number
  }

  private func place(_ span: SourceSpan) -> SourceLocation { SourceLocation(file, span) }

  private mutating func report(_ node: JSONNode, _ wanted: String) {
    sink.report(.accountWrongShape(wanted, at: place(node.span)))
  }
}

private let peerLists = ["IpRanges", "Ipv6Ranges", "PrefixListIds", "UserIdGroupPairs"]
