import CodePrinter
import SecurityGroupIR

/// How an input is read from the command line and what the program then has in `args`.
enum InputForm: Hashable, Sendable {
  case string(check: PeerCheck?)
  /// A whole number: it is used as a port.
  case integer
  case number, boolean
  /// Several words, each of this type.
  case words(InputType, check: PeerCheck?)
  /// One word of JSON: a map of strings, or anything.
  case stringMap, json

  /// The function that reads a word, if it is not text as it is.
  var reader: String? {
    switch self {
    case .words(.number, _): "number"
    case .words(.bool, _): "boolean"
    case .string(let check), .words(_, let check): check?.rawValue
    case .integer: "int"
    case .number: "number"
    case .boolean: "boolean"
    case .stringMap: "string_map"
    case .json: "json_value"
    }
  }

  /// Whether its elements are text, whatever their type is in Terraform.
  var hasTexts: Bool {
    switch self {
    case .words(let element, _): ![.number, .bool].contains(element)
    case .stringMap: true
    default: false
    }
  }
}

/// The helper that checks what is written for a peer before any call is made.
enum PeerCheck: String, Hashable, Sendable {
  case ipv4 = "ipv4_block"
  case ipv6 = "ipv6_block"
  case prefixList = "prefix_list_id"
  case group = "security_group_id"

  init(_ kind: Peer.Kind) {
    self =
      switch kind {
      case .ipv4: .ipv4
      case .ipv6: .ipv6
      case .prefixList: .prefixList
      case .group: .group
      }
  }
}

extension Program {
  /// By `InputID.index`.
  var inputForms: [InputForm] {
    if inputs.isEmpty { return [] }
    var uses = InputUses()
    for rules in ruleLists {
      for index in rules.indices {
        let peer = rules[index].peer
        uses.notePeer(peer.term, PeerCheck(peer.kind), isList: peer.isEach)
      }
    }
    visitTerms { term, use, _ in uses.note(term, isPort: use == .port) }
    return inputs.indices.map { uses.form(of: inputs[$0].type, index: $0) }
  }
}

private struct InputUses {
  var checks: [Int: Set<PeerCheck>] = [:]
  var ports: Set<Int> = []
  var lists: Set<Int> = []
  var maps: Set<Int> = []
  /// Those of which a part is used.
  var structures: Set<Int> = []

  mutating func notePeer(_ term: Term, _ check: PeerCheck, isList: Bool) {
    switch term {
    case .input(let id):
      checks[id.index, default: []].insert(check)
      if isList { lists.insert(id.index) }
    case .convert(let base, _): notePeer(base, check, isList: isList)
    default: break
    }
  }

  mutating func note(_ term: Term, isPort: Bool) {
    if isPort, case .input(let id) = term { ports.insert(id.index) }
    if term.isLiteral { return }
    term.walk {
      switch $0 {
      case .list(let parts):
        for case .each(.input(let id)) in parts { lists.insert(id.index) }
      case .map(let parts):
        for case .each(.input(let id)) in parts { maps.insert(id.index) }
      case .member(.input(let id), _): structures.insert(id.index)
      default: break
      }
    }
  }

  func form(of type: InputType, index: Int) -> InputForm {
    let wanted = checks[index] ?? []
    let check = wanted.count == 1 ? wanted.first : nil
    switch type {
    case .string: return .string(check: check)
    case .number: return ports.contains(index) ? .integer : .number
    case .bool: return .boolean
    case .any:
      if lists.contains(index) { return .words(.string, check: check) }
      if maps.contains(index) { return .stringMap }
      return structures.contains(index) ? .json : .string(check: check)
    case .list(let element), .set(let element):
      return element.isScalar ? .words(element, check: check) : .json
    case .tuple(let elements):
      return elements.allSatisfy { $0 == .string } ? .words(.string, check: check) : .json
    case .map(let element): return element == .string || maps.contains(index) ? .stringMap : .json
    case .object: return maps.contains(index) ? .stringMap : .json
    }
  }
}
