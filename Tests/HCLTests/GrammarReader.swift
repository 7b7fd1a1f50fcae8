/// `grammars/hcl.ebnf` as rules.
struct Grammar {
  indirect enum Form {
    case text(String)
    case rule(String)
    case words(String)
    case sequence([Form])
    case choice([Form])
    case optional(Form)
    case repeated(Form)
  }

  struct Rule {
    var name: String
    /// Whether nothing may stand between the parts.
    var isTight: Bool
    var form: Form
  }

  struct Malformed: Error { var reason: String }

  private(set) var rules: [String: Rule] = [:]
  private(set) var order: [String] = []

  init(_ text: String) throws {
    var reader = Reader(try Self.words(of: text))
    while let rule = try reader.rule() {
      if rules[rule.name] != nil { throw Malformed(reason: "\(rule.name) is defined twice") }
      rules[rule.name] = rule
      order.append(rule.name)
    }
  }

  /// The names of all rules that a form mentions.
  static func mentions(in form: Form) -> Set<String> {
    switch form {
    case .text, .words: []
    case .rule(let name): [name]
    case .sequence(let forms), .choice(let forms):
      forms.reduce(into: []) { $0.formUnion(mentions(in: $1)) }
    case .optional(let form), .repeated(let form): mentions(in: form)
    }
  }

  /// The text cut into words; comments are left out, quoted texts and `? … ?` are one word.
  private static func words(of text: String) throws -> [String] {
    var words: [String] = []
    var rest = Substring(text)
    func cut(after closer: String, from start: Substring.Index) throws -> Substring {
      guard let end = rest[start...].firstRange(of: closer)?.upperBound else {
        throw Malformed(reason: "no \(closer) behind \(rest.prefix(20))")
      }
      defer { rest = rest[end...] }
      return rest[..<end]
    }
    while let first = rest.first {
      let second = rest.index(after: rest.startIndex)
      if first.isWhitespace {
        rest.removeFirst()
      } else if rest.hasPrefix("(*") {
        _ = try cut(after: "*)", from: second)
      } else if first == "\"" || first == "'" || first == "?" {
        words.append(String(try cut(after: String(first), from: second)))
      } else if rest.hasPrefix(":=") {
        words.append(":=")
        rest.removeFirst(2)
      } else if first.isLetter {
        let name = rest.prefix { $0.isLetter }
        words.append(String(name))
        rest.removeFirst(name.count)
      } else {
        words.append(String(rest.removeFirst()))
      }
    }
    return words
  }

  private struct Reader {
    var words: ArraySlice<String>

    init(_ words: [String]) { self.words = words[...] }

    mutating func rule() throws -> Rule? {
      guard let name = words.popFirst() else { return nil }
      let sign = words.popFirst()
      guard sign == "=" || sign == ":=" else { throw Malformed(reason: "\(name) without =") }
      let form = try choice()
      guard words.popFirst() == ";" else { throw Malformed(reason: "\(name) without ;") }
      return Rule(name: name, isTight: sign == ":=", form: form)
    }

    private mutating func choice() throws -> Form {
      var forms = [try sequence()]
      while words.first == "|" {
        words.removeFirst()
        forms.append(try sequence())
      }
      return forms.count == 1 ? forms[0] : .choice(forms)
    }

    private mutating func sequence() throws -> Form {
      var forms = [try item()]
      while words.first == "," {
        words.removeFirst()
        forms.append(try item())
      }
      return forms.count == 1 ? forms[0] : .sequence(forms)
    }

    private mutating func item() throws -> Form {
      guard let word = words.popFirst() else { throw Malformed(reason: "the grammar breaks off") }
      switch word {
      case "(": return try closed(by: ")") { $0 }
      case "[": return try closed(by: "]") { .optional($0) }
      case "{": return try closed(by: "}") { .repeated($0) }
      default: break
      }
      switch word.first {
      case "\"", "'": return .text(String(word.dropFirst().dropLast()))
      case "?": return .words(String(word.dropFirst(2).dropLast(2)))
      case let first? where first.isLetter: return .rule(word)
      default: throw Malformed(reason: "\(word) out of place")
      }
    }

    private mutating func closed(by closer: String, _ wrap: (Form) -> Form) throws -> Form {
      let form = try choice()
      guard words.popFirst() == closer else { throw Malformed(reason: "no \(closer)") }
      return wrap(form)
    }
  }
}
