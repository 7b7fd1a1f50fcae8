import CodePrinter
import SecurityGroupIR

/// Writes terms as Python expressions.
struct TermWriter {
  let program: Program
  let forms: [InputForm]
  let names: Names
  /// The EC2 client of a Region; nil is the Region in which the script runs.
  let clients: RegionNames
  /// The variable with each set of tags that stay; none where no tags do.
  let ignoredTags: [IgnoredTags: String]

  func argument(_ id: InputID) -> PythonExpression {
    .attribute(.name("args"), names.arguments[id.index])
  }

  func ignored(_ tags: IgnoredTags) -> PythonExpression {
    ignoredTags[tags].map { .name($0) } ?? .name("IgnoredTags")()
  }

  func client(_ region: Term?) -> PythonExpression { .name(clients[region] ?? "ec2") }

  /// The value in Python's own types.
  func value(_ term: Term) -> PythonExpression {
    switch term {
    case .literal(let literal): literal.python
    case .input(let id): argument(id)
    case .lookup(let id, let attribute): lookup(id, attribute)
    case .group(let id, let attribute): group(id, attribute)
    case .member(let base, let key): element(value(base), key.pythonKey)
    case .template(let parts): template(parts)
    case .list(let parts):
      .list(
        parts.map {
          switch $0 {
          case .element(let element): value(element)
          case .each(let list): .starred(value(list))
          }
        })
    case .map(let parts): map(parts, value)
    case .convert(let base, let type): convert(base, to: type)
    case .conditional(let condition, .literal(.bool(true)), .literal(.bool(false))):
      self.condition(condition)
    case .conditional(let condition, .literal(.bool(false)), .literal(.bool(true))):
      self.condition(.not(condition))
    case .conditional(let condition, let then, let otherwise):
      .conditional(condition: self.condition(condition), value(then), value(otherwise))
    case .join(let separator, let list):
      PythonExpression.string(separator).dot("join")(texts(list))
    case .length(let list): length(list)
    }
  }

  /// Of a list that is made of another one, that one's element is all that is needed.
  private func element(_ list: PythonExpression, _ key: PythonExpression) -> PythonExpression {
    guard case .comprehension(let value, let name, let source) = list else {
      return .element(list, key: key)
    }
    return value.replacing(name, with: .element(source, key: key)) ?? .element(list, key: key)
  }

  private func length(_ list: Term) -> PythonExpression {
    // There is an attribute of each element, so the elements need not be gone through.
    if case .lookup(let id, _) = list, case .describe(let describe) = program[id].kind,
      describe.isPlural
    {
      return .name("len")(.name(names.lookups[id.index]))
    }
    return .name("len")(value(list))
  }

  /// A list of texts; terms that are lists themselves are spliced in.
  func texts(_ terms: [Term]) -> PythonExpression {
    if terms.count == 1, terms[0].isList(in: program) { return texts(terms[0]) }
    return .list(terms.map { $0.isList(in: program) ? .starred(texts($0)) : text($0) })
  }

  private func texts(_ list: Term) -> PythonExpression {
    switch list {
    case .lookup: return value(list)
    case .input(let id) where program[id].type.scalarElement == .string: return value(list)
    default:
      return .comprehension(value: .name("as_text")(.name("each")), name: "each", list: value(list))
    }
  }

  private func condition(_ condition: Condition) -> PythonExpression {
    switch condition {
    case .equal(let left, let right): comparison("==", left, right)
    case .isLonger(let list, let count):
      .operation(">", [length(list), .integer(count)])
    case .isTrue(let term): convert(term, to: .bool)
    case .not(.equal(let left, let right)): comparison("!=", left, right)
    case .not(.isLonger(let list, let count)):
      .operation("<=", [length(list), .integer(count)])
    case .not(let inner): negation(self.condition(inner))
    case .all(let parts): joined("and", parts.flatMap(\.requirements)) { $0.inequality }
    case .any(let parts): joined("or", parts.flatMap(\.alternatives)) { $0.equality }
    }
  }

  private func negation(_ condition: PythonExpression) -> PythonExpression {
    if case .operation("in", let operands) = condition { return .operation("not in", operands) }
    return .negation(condition)
  }

  /// `a == "x" or a == b` is `a in ["x", b]`, as linters want it, wherever such parts follow each other.
  private func joined(
    _ symbol: String, _ parts: [Condition], _ comparison: (Condition) -> Comparison?
  ) -> PythonExpression {
    var joined: [PythonExpression] = []
    var rest = parts[...]
    while let first = rest.first {
      let alike = Comparison.alike(rest.lazy.map(comparison))
      if let alike, alike.choices.count > 1 {
        joined.append(
          .operation(
            symbol == "or" ? "in" : "not in", [text(alike.subject), .list(alike.choices.map(text))])
        )
        rest = rest.dropFirst(alike.choices.count)
      } else {
        joined.append(condition(first))
        rest = rest.dropFirst()
      }
    }
    return joined.count == 1 ? joined[0] : .operation(symbol, joined)
  }

  /// What is known stands on the right.
  private func comparison(_ sign: String, _ left: Term, _ right: Term) -> PythonExpression {
    let isTurned = left.knownText != nil && right.knownText == nil
    return .operation(sign, (isTurned ? [right, left] : [left, right]).map(text))
  }

  /// The value as text, spelled as Terraform does.
  func text(_ term: Term) -> PythonExpression {
    if case .literal(let literal) = term { return .string(literal.text) }
    return switch kind(of: term) {
    case .string: value(term)
    case .integer: .name("str")(value(term))
    case .other: .name("as_text")(value(term))
    }
  }

  func tags(_ tags: TagSet) -> PythonExpression {
    if case .each(let map)? = tags.first, tags.count == 1 { return value(map) }
    return map(tags, text)
  }

  /// A port, or a type or code of ICMP.
  func port(_ term: Term, at origin: Origin) -> PythonExpression {
    if kind(of: term) == .integer { return value(term) }
    // Text that is no number is refused, too.
    let given = if case .convert(let base, .number) = term { base } else { term }
    return .name("whole_number")(.string(origin.text), value(given))
  }

  private func map(
    _ parts: [MapPart], _ write: (Term) -> PythonExpression
  ) -> PythonExpression {
    .dictionary(
      parts.map {
        switch $0 {
        case .entry(let key, let term): .pair(key: key, value: write(term))
        case .each(let term): .each(value(term))
        }
      })
  }

  private func template(_ parts: [Term]) -> PythonExpression {
    var pieces: [PythonExpression.Piece] = []
    var literal = ""
    for part in parts {
      if case .literal(let known) = part {
        literal += known.text
        continue
      }
      if !literal.isEmpty { pieces.append(.text(literal)) }
      literal = ""
      pieces.append(.value(piece(part)))
    }
    if !literal.isEmpty { pieces.append(.text(literal)) }
    return joined(pieces, parts)
  }

  /// An f-string spells whole numbers as Terraform does.
  private func piece(_ term: Term) -> PythonExpression {
    if case .convert(let base, .string) = term, kind(of: base) == .integer { return value(base) }
    return kind(of: term) == .integer ? value(term) : text(term)
  }

  private func joined(
    _ pieces: [PythonExpression.Piece], _ parts: [Term]
  ) -> PythonExpression {
    let values = pieces.compactMap { if case .value(let value) = $0 { value } else { nil } }
    return values.allSatisfy(\.isSimple) ? .formatted(pieces) : .operation("+", parts.map(text))
  }

  private func convert(_ term: Term, to type: InputType) -> PythonExpression {
    let isText = kind(of: term) == .string
    return switch type {
    case .string: text(term)
    case .number: isText ? .name("number")(value(term)) : value(term)
    case .bool: isText ? .name("boolean")(value(term)) : value(term)
    case .set: .name("sorted")(.name("set")(value(term)))
    default: value(term)
    }
  }

  private func lookup(_ id: LookupID, _ attribute: String) -> PythonExpression {
    let lookup = program[id]
    let found = PythonExpression.name(names.lookups[id.index])
    switch lookup.kind {
    case .region: return client(lookup.region).dot("meta").dot("region_name")
    case .partition:
      let partition = client(lookup.region).dot("meta").dot("partition")
      return attribute == "dns_suffix" ? .name("dns_suffix")(partition) : partition
    case .callerIdentity:
      let keys = ["account_id": "Account", "id": "Account", "arn": "Arn", "user_id": "UserId"]
      return found[key: keys[attribute] ?? attribute]
    case .describe(let describe):
      return value(at: describe.attributes[attribute] ?? attribute, of: describe, found)
    }
  }

  private func value(
    at path: String, of describe: Lookup.Describe, _ found: PythonExpression
  ) -> PythonExpression {
    func follow(_ path: Substring, from base: PythonExpression) -> PythonExpression {
      pathSteps(String(path)).reduce(base) { .element($0, key: $1) }
    }
    func list(_ list: PythonExpression, _ path: Substring) -> PythonExpression {
      .comprehension(value: follow(path, from: .name("each")), name: "each", list: list)
    }
    if let tag = path.tagKey { return .name("tag_of")(found, .string(tag)) }
    if describe.isPlural { return list(found, path[...]) }
    guard let brackets = path.firstRange(of: "[]") else { return follow(path[...], from: found) }
    let whole = follow(path[..<brackets.lowerBound], from: found)
    let rest = path[brackets.upperBound...]
    return rest.isEmpty ? whole : list(whole, rest)
  }

  private func group(_ id: GroupID, _ attribute: GroupAttribute) -> PythonExpression {
    let group = PythonExpression.name(names.groups[id.index])
    return switch attribute {
    case .id: group.dot("id")
    case .arn: group.dot("arn")
    case .name: group.dot("record")[key: "GroupName"]
    case .ownerID: group.dot("record")[key: "OwnerId"]
    case .vpcID: group.dot("record")[key: "VpcId"]
    }
  }
}

extension String {
  /// The key in `Tags[?Key=='KEY'].Value | [0]`.
  var tagKey: String? {
    let (head, tail) = ("Tags[?Key=='", "'].Value | [0]")
    guard hasPrefix(head), hasSuffix(tail) else { return nil }
    return String(dropFirst(head.count).dropLast(tail.count))
  }
}

/// The steps of a JMESPath that only goes down: `a[0].b` → `"a"`, `0`, `"b"`.
func pathSteps(_ path: String) -> [PythonExpression] {
  path.split(whereSeparator: { ".[]".contains($0) }).map { step in
    if let index = Int(step) { return .integer(index) }
    return .string(String(step.filter { $0 != "\"" }))
  }
}
