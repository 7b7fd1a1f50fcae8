import CodePrinter
import Diagnostics
import SecurityGroupIR

/// How terms are written in a template, where every value is text or a list of texts.
extension Template {
  /// A text, a reference or a function that makes a text.
  mutating func value(_ term: Term, at origin: Origin) -> JSON {
    if isList(term) { return joined(listParts(term, at: origin), by: ",") }
    return Self.json(pieces(term, at: origin))
  }

  /// As a number where it is known to be one.
  mutating func number(_ term: Term, at origin: Origin) -> JSON {
    if case .literal(.number(let text)) = term, JSON.isNumber(text) { return .number(text) }
    return value(term, at: origin)
  }

  /// The condition that a list which is an input has elements.
  mutating func condition(_ id: InputID) -> String {
    if let name = conditions[id.index] { return name }
    let name = names.condition(id)
    conditions[id.index] = name
    usedInputs.insert(id.index)
    return name
  }

  /// The collection a loop goes over.
  mutating func list(_ term: Term, at origin: Origin) -> JSON {
    switch term {
    case .input(let id) where program[id].type.scalarElement != nil:
      usedInputs.insert(id.index)
      return ["Ref": .string(names.parameters[id.index])]
    default:
      sink.report(.inexpressibleTerm(term, in: program, at: origin))
      return []
    }
  }

  private func isList(_ term: Term) -> Bool {
    switch term {
    case .list, .literal(.list): true
    case .input(let id): program[id].type.scalarElement != nil
    default: false
    }
  }

  private mutating func listParts(_ term: Term, at origin: Origin) -> [JSON] {
    guard case .list(let parts) = term else {
      if case .literal(.list(let elements)) = term {
        return elements.map { value(.literal($0), at: origin) }
      }
      return [joined(list(term, at: origin), by: ",")]
    }
    return parts.map { part in
      switch part {
      case .element(let term): value(term, at: origin)
      case .each(let term): joined(list(term, at: origin), by: ",")
      }
    }
  }

  private func joined(_ parts: [JSON], by separator: String) -> JSON {
    parts.count == 1 ? parts[0] : joined(.array(parts), by: separator)
  }

  private func joined(_ list: JSON, by separator: String) -> JSON {
    ["Fn::Join": [.string(separator), list]]
  }

  // MARK: Text

  /// A part of a text.
  private enum Piece {
    case text(String)
    /// What `Fn::Sub` puts in by a name, and how it is written by itself.
    case variable(String, JSON)
    case other(JSON)
  }

  private mutating func pieces(_ term: Term, at origin: Origin) -> [Piece] {
    switch term {
    case .literal(let literal):
      if let text = literal.scalarText {
        if text.contains("{{resolve:") { sink.report(.dynamicReference(at: origin)) }
        return [.text(text)]
      }
    case .input(let id) where program[id].type.isScalar:
      usedInputs.insert(id.index)
      return [parameter(names.parameters[id.index])]
    case .convert(let base, _): return pieces(base, at: origin)
    case .lookup(let id, let attribute):
      if let name = pseudoParameter(program[id], attribute) { return [parameter(name)] }
    case .conditional(let condition, let then, let otherwise):
      let name = choice(condition, at: origin)
      return [
        .other([
          "Fn::If": [.string(name), value(then, at: origin), value(otherwise, at: origin)]
        ])
      ]
    case .join(let separator, let list):
      guard case .list(let parts) = list else {
        return [.other(joined(self.list(list, at: origin), by: separator))]
      }
      let texts = parts.map { part -> JSON in
        switch part {
        case .element(let term): value(term, at: origin)
        case .each(let term): joined(self.list(term, at: origin), by: separator)
        }
      }
      return [.other(joined(.array(texts), by: separator))]
    case .length(let list):
      needsExtensions = true
      return [.other(["Fn::Length": self.list(list, at: origin)])]
    case .template(let parts): return parts.flatMap { pieces($0, at: origin) }
    case .member(let base, .number(let index)) where isList(base) && JSON.isNumber(index):
      return [.other(["Fn::Select": [.number(index), list(base, at: origin)]])]
    case .group(let id, let attribute):
      if let pieces = pieces(program[id], names.groups[id.index], attribute, at: origin) {
        return pieces
      }
    default: break
    }
    sink.report(.inexpressibleTerm(term, in: program, at: origin))
    return []
  }

  private func pseudoParameter(_ lookup: Lookup, _ attribute: String) -> String? {
    guard lookup.isAmbient(attribute) else { return nil }
    return switch lookup.kind {
    case .region: "AWS::Region"
    case .callerIdentity: "AWS::AccountId"
    case .partition: attribute == "dns_suffix" ? "AWS::URLSuffix" : "AWS::Partition"
    case .describe: nil
    }
  }

  private mutating func pieces(
    _ group: SecurityGroup, _ name: String, _ attribute: GroupAttribute, at origin: Origin
  ) -> [Piece]? {
    let groupID = Piece.variable(name + ".GroupId", ["Fn::GetAtt": [.string(name), "GroupId"]])
    switch (group.identity, attribute) {
    case (.created, .id): return [groupID]
    case (.created, .arn):
      return [
        .text("arn:"), parameter("AWS::Partition"), .text(":ec2:"), parameter("AWS::Region"),
        .text(":"), parameter("AWS::AccountId"), .text(":security-group/"), groupID,
      ]
    case (.created, .ownerID): return [parameter("AWS::AccountId")]
    case (.created, .vpcID):
      return [.variable(name + ".VpcId", ["Fn::GetAtt": [.string(name), "VpcId"]])]
    case (.existing(let id), _): return pieces(id, at: origin)
    // Adoption is an error of its own.
    case (.defaultGroup, _): return []
    default: return nil
    }
  }

  private func parameter(_ name: String) -> Piece { .variable(name, ["Ref": .string(name)]) }

  /// One `Fn::Sub` where it can be read, else `Fn::Join`.
  private static func json(_ pieces: [Piece]) -> JSON {
    var merged: [Piece] = []
    for piece in pieces {
      if case .text(let text) = piece, case .text(let before)? = merged.last {
        merged[merged.count - 1] = .text(before + text)
      } else {
        merged.append(piece)
      }
    }
    switch merged.count {
    case 0: return ""
    case 1:
      switch merged[0] {
      case .text(let text): return literal(text)
      case .variable(_, let json), .other(let json): return json
      }
    default: return substitution(merged) ?? join(merged)
    }
  }

  private static func substitution(_ pieces: [Piece]) -> JSON? {
    var text = ""
    for piece in pieces {
      switch piece {
      // A dollar sign would need an escape; without one the text is easier to trust.
      case .text(let part) where !part.utf8.contains(UInt8(ascii: "$")): text += part
      case .variable(let name, _): text += "${\(name)}"
      case .text, .other: return nil
      }
    }
    return ["Fn::Sub": .string(text)]
  }

  private static func join(_ pieces: [Piece]) -> JSON {
    let parts = pieces.flatMap { piece -> [JSON] in
      switch piece {
      case .text(let text): split(text).map(JSON.string)
      case .variable(_, let json), .other(let json): [json]
      }
    }
    return ["Fn::Join": ["", .array(parts)]]
  }

  /// A known text, such that none of it looks like a substitution.
  static func literal(_ text: String) -> JSON {
    let parts = split(text)
    return parts.count == 1 ? .string(text) : ["Fn::Join": ["", .strings(parts)]]
  }

  private static func split(_ text: String) -> [String] {
    var parts: [String] = []
    var current: [UInt8] = []
    for byte in text.utf8 {
      if byte == UInt8(ascii: "{"), current.last == UInt8(ascii: "$") {
        parts.append(String(decoding: current, as: UTF8.self))
        current = []
      }
      current.append(byte)
    }
    return parts + [String(decoding: current, as: UTF8.self)]
  }
}
