import SecurityGroupIR

/// The names of a template's parameters and resources, which share one namespace.
///
/// The name of a rule is made of what identifies it, so that a new rule renames no other and a new
/// description changes a resource in place: CloudFormation would otherwise make the renamed rule
/// before it deletes the old one, and EC2 refuses the duplicate.
struct LogicalNames {
  let parameters: [String]
  let groups: [String]
  private var names = UniqueNames(reserved: [])
  private var loopVariables: [Peer.Kind: String] = [:]

  init(_ program: Program) {
    parameters = program.inputParameters
    for parameter in parameters { _ = names.take(parameter, separator: "") }
    // In the order of their names: a group that moves in the source keeps its name.
    let order = program.groups.indices.sorted {
      program.groups[$0].name.utf8.lexicographicallyPrecedes(program.groups[$1].name.utf8)
    }
    var groups = [String](repeating: "", count: program.groups.count)
    for index in order {
      let words = program.groups[index].name.split(separator: "_").map(String.init)
      groups[index] = names.take(camelCase(words), separator: "")
    }
    self.groups = groups
  }

  /// What `Fn::ForEach` calls an element.
  mutating func loopVariable(_ kind: Peer.Kind) -> String {
    if let name = loopVariables[kind] { return name }
    let wish =
      switch kind {
      case .ipv4: "Cidr"
      case .ipv6: "Ipv6Cidr"
      case .prefixList: "PrefixList"
      case .group: "PeerGroup"
      }
    let name = names.take(wish, separator: "")
    loopVariables[kind] = name
    return name
  }

  mutating func condition(_ input: InputID) -> String {
    names.take("Has" + parameters[input.index], separator: "")
  }

  /// `EnvironmentIsProd`, `AvailabilityZonesAzNamesHasMoreThan2`; else a hash of the condition.
  mutating func choice(_ condition: Condition) -> String {
    let name: String =
      switch condition {
      case .equal(let term, .literal(.string(let text))),
        .equal(.literal(.string(let text)), let term):
        describe(term) + "Is" + alphanumeric(text)
      case .isLonger(let list, let count): describe(list) + "HasMoreThan\(count)"
      case .isTrue(let term): describe(term) + "IsTrue"
      default: "Condition" + stableHash("\(condition.mapTerms(spelledOut))")
      }
    return names.take(name, separator: "")
  }

  /// `WebTcp443FromAlb`, `RailsSgTcp2222FromSshCidrBlocks`
  mutating func rule(_ rule: Rule, _ direction: Direction, of group: GroupID) -> String {
    let preposition = direction == .ingress ? "From" : "To"
    return take(groups[group.index] + traffic(rule) + preposition + peer(rule.peer))
  }

  /// `WebInVpcId`
  mutating func association(_ group: Term, _ vpc: Term) -> String {
    take(describe(group) + "In" + describe(vpc))
  }

  private mutating func take(_ name: String) -> String {
    // 255 characters are allowed, and a loop adds an address to it.
    let short = name.utf8.count <= 200 ? name : String(name.prefix(190)) + stableHash(name)
    return names.take(short, separator: "")
  }

  private func traffic(_ rule: Rule) -> String {
    let name = rule.protocol.name
    let title =
      rule.protocol.isAll ? "All" : alphanumeric(Int(name) == nil ? name : "protocol-" + name)
    guard case .range(let from, let to) = rule.ports else { return title }
    if rule.protocol.isICMP {
      let type = from.knownInteger == -1 ? "" : describe(from)
      return title + type + (to.knownInteger == -1 ? "" : "Code" + describe(to))
    }
    return title + describe(from) + (from == to ? "" : "To" + describe(to))
  }

  private func peer(_ peer: Peer) -> String {
    switch peer.term.knownText {
    case "0.0.0.0/0": "Anywhere"
    case "::/0": "AnywhereIpv6"
    // Distinct addresses need distinct names: 11.1.0.0 and 1.11.0.0 have the same digits.
    case let text? where peer.kind == .ipv4 || peer.kind == .ipv6:
      String(text.utf8.map { isAlphanumeric($0) ? Character(UnicodeScalar($0)) : "x" })
    default: (peer.account ?? "") + describe(peer.term)
    }
  }

  /// The term with names in place of numbers, which other parts of the program may change.
  private func spelledOut(_ term: Term) -> Term {
    term.replacing { inner in
      switch inner {
      case .input(let id): .text(parameters[id.index])
      case .group(let id, let attribute):
        .text("\(groups[id.index]).\(attribute.rawValue)")
      default: nil
      }
    }
  }

  /// The name of a parameter or group, the words of a text; else a hash of the term.
  private func describe(_ term: Term) -> String {
    switch term {
    case .input(let id): parameters[id.index]
    case .group(let id, _): groups[id.index]
    case .literal(let literal): describe(literal.scalarText ?? "\(literal)")
    case .member(let base, .number(let index)): describe(base) + "Element" + index
    case .convert(let base, _): describe(base)
    default: "X" + stableHash("\(spelledOut(term))")
    }
  }

  /// The text's letters and digits, and a hash where another text could have the same.
  private func describe(_ text: String) -> String {
    let words = alphanumeric(text)
    return isNumberOrID(text) ? words : words.prefix(60) + stableHash(text)
  }

  /// `443`, `sg-0123abcd`: no other number or id has the same letters and digits.
  private func isNumberOrID(_ text: String) -> Bool {
    let parts = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    func isMade(_ part: Substring.UTF8View, of isPart: (UInt8) -> Bool) -> Bool {
      !part.isEmpty && part.allSatisfy(isPart)
    }
    let isDigit = { (0x30...0x39).contains($0 as UInt8) }
    let isLetter = { (0x61...0x7A).contains($0 as UInt8) }
    switch parts.count {
    case 1: return isMade(parts[0], of: isDigit)
    case 2:
      return isMade(parts[0], of: isLetter)
        && isMade(parts[1], of: { isDigit($0) || isLetter($0) })
    default: return false
    }
  }

  private func alphanumeric(_ text: String) -> String {
    let words = text.utf8.split { !isAlphanumeric($0) }
    return camelCase(words.map { String(decoding: $0, as: UTF8.self) })
  }

  private func isAlphanumeric(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "A")...UInt8(ascii: "Z"):
      true
    default: false
    }
  }
}
