extension Program {
  /// The simplest term with the same value: what is known is computed, nesting is undone.
  package func simplified(_ term: Term) -> Term {
    switch term {
    case .literal, .input, .lookup, .group: term
    case .member(let base, let key): Self.member(simplified(base), key)
    case .convert(let base, let type): converted(simplified(base), to: type)
    case .template(let parts): joined(parts.map(simplified))
    case .list(let parts): Self.list(parts.map { $0.mapTerm(simplified) })
    case .map(let parts): Self.map(parts.map { $0.mapTerm(simplified) })
    case .conditional(let condition, let then, let otherwise):
      Self.conditional(
        condition.mapTerms(simplified), simplified(then), simplified(otherwise))
    case .join(let separator, let list): joined(by: separator, simplified(list))
    case .length(let list): Self.length(simplified(list))
    }
  }

  /// Whether the value is text whatever it turns out to be.
  private func isText(_ term: Term) -> Bool {
    switch term {
    case .literal(.string), .template, .group, .convert(_, .string), .join: true
    case .conditional(_, let then, let otherwise): isText(then) && isText(otherwise)
    case .input(let id): inputs.indices.contains(id.index) && self[id].type == .string
    case .literal, .lookup, .member, .list, .map, .convert, .length: false
    }
  }

  // MARK: Text

  private func joined(_ parts: [Term]) -> Term {
    var out: [Term] = []
    func append(_ text: String) {
      if text.isEmpty { return }
      if let before = out.last?.knownText {
        out[out.count - 1] = .text(before + text)
      } else {
        out.append(.text(text))
      }
    }
    for part in parts {
      switch part {
      case .template(let inner):
        for piece in inner {
          if let text = piece.knownText { append(text) } else { out.append(piece) }
        }
      case .convert(let inner, .string): out.append(inner)
      case .literal(let literal):
        if let text = literal.scalarText { append(text) } else { out.append(part) }
      default: out.append(part)
      }
    }
    switch out.count {
    case 0: return .text("")
    case 1: return converted(out[0], to: .string)
    default: return .template(out)
    }
  }

  private func converted(_ term: Term, to type: InputType) -> Term {
    switch (term, type) {
    case (_, .any): term
    case (_, .string) where isText(term): term
    case (.input(let id), _) where inputs.indices.contains(id.index) && self[id].type == type: term
    case (.convert(_, let inner), _) where inner == type: term
    case (.conditional(let condition, let then, let otherwise), _) where type.isScalar:
      .conditional(
        condition, then: converted(then, to: type), otherwise: converted(otherwise, to: type))
    case (.literal(let literal), _):
      literal.converted(to: type).map(Term.literal) ?? .convert(term, type)
    default: .convert(term, type)
    }
  }

  private func joined(by separator: String, _ list: Term) -> Term {
    switch list {
    case .literal(.list(let elements)):
      let texts = elements.compactMap(\.scalarText)
      guard texts.count == elements.count else { break }
      return .text(texts.joined(separator: separator))
    case .list(let parts):
      let elements = parts.compactMap { if case .element(let term) = $0 { term } else { nil } }
      guard elements.count == parts.count else { break }
      let pieces = elements.flatMap { [Term.text(separator), .convert($0, .string)] }
      return simplified(.template(Array(pieces.dropFirst())))
    default: break
    }
    return .join(separator: separator, list)
  }

  // MARK: Structures

  private static func conditional(
    _ condition: Condition, _ then: Term, _ otherwise: Term
  ) -> Term {
    let condition = condition.simplified
    if let known = condition.known { return known ? then : otherwise }
    if then == otherwise { return then }
    if case .not(let inner) = condition {
      return .conditional(inner, then: otherwise, otherwise: then)
    }
    return .conditional(condition, then: then, otherwise: otherwise)
  }

  private static func length(_ list: Term) -> Term {
    switch list {
    case .literal(.list(let elements)): .literal(.number(String(elements.count)))
    case .list(let parts) where parts.allSatisfy({ !$0.isEach }):
      .literal(.number(String(parts.count)))
    default: .length(list)
    }
  }

  private static func member(_ base: Term, _ key: Literal) -> Term {
    switch (base, key) {
    case (.literal(.list(let elements)), .number(let text)):
      if let index = Int(text), elements.indices.contains(index) {
        return .literal(elements[index])
      }
    case (.literal(.object(let entries)), .string(let name)):
      if let entry = entries.first(where: { $0.name.utf8.elementsEqual(name.utf8) }) {
        return .literal(entry.value)
      }
    case (.list(let parts), .number(let text)):
      // An element is where it seems to be only if no part before it is of unknown length.
      if let index = Int(text), parts.indices.contains(index),
        parts[...index].allSatisfy({ !$0.isEach }), case .element(let term) = parts[index]
      {
        return term
      }
    case (.map(let parts), .string(let name)):
      for part in parts.reversed() {
        guard case .entry(let key, let value) = part else { break }
        if key.utf8.elementsEqual(name.utf8) { return value }
      }
    default: break
    }
    return .member(base, key: key)
  }

  private static func list(_ parts: [ListPart]) -> Term {
    let parts = parts.flatMap { part -> [ListPart] in
      switch part {
      case .each(.list(let inner)): inner
      case .each(.literal(.list(let elements))): elements.map { .element(.literal($0)) }
      default: [part]
      }
    }
    if parts.count == 1, case .each(let term) = parts[0] { return term }
    let known = parts.compactMap { part -> Literal? in
      if case .element(.literal(let literal)) = part { literal } else { nil }
    }
    return known.count == parts.count ? .literal(.list(known)) : .list(parts)
  }

  private static func map(_ parts: [MapPart]) -> Term {
    let parts = resolved(parts)
    if parts.count == 1, case .each(let term) = parts[0] { return term }
    let known = parts.compactMap { part -> Literal.Entry? in
      if case .entry(let name, .literal(let value)) = part { .init(name, value) } else { nil }
    }
    return known.count == parts.count ? .literal(.object(known)) : .map(parts)
  }

  /// Later entries win over earlier ones of the same name; in byte order if every name is known.
  static func resolved(_ parts: [MapPart]) -> [MapPart] {
    let flat = parts.flatMap { part -> [MapPart] in
      switch part {
      case .each(.map(let inner)): inner
      case .each(.literal(.object(let entries))):
        entries.map { .entry(key: $0.name, value: .literal($0.value)) }
      default: [part]
      }
    }
    var seen: Set<[UInt8]> = []
    var kept: [MapPart] = []
    for part in flat.reversed() {
      if case .entry(let key, _) = part, !seen.insert(Array(key.utf8)).inserted { continue }
      kept.append(part)
    }
    kept.reverse()
    guard kept.allSatisfy({ !$0.isEach }) else { return kept }
    return kept.sorted { left, right in
      if case .entry(let a, _) = left, case .entry(let b, _) = right {
        a.utf8.lexicographicallyPrecedes(b.utf8)
      } else {
        false
      }
    }
  }
}

extension ListPart {
  fileprivate var isEach: Bool { if case .each = self { true } else { false } }

  fileprivate func mapTerm(_ transform: (Term) -> Term) -> ListPart {
    switch self {
    case .element(let term): .element(transform(term))
    case .each(let term): .each(transform(term))
    }
  }
}

extension MapPart {
  fileprivate var isEach: Bool { if case .each = self { true } else { false } }

  fileprivate func mapTerm(_ transform: (Term) -> Term) -> MapPart {
    switch self {
    case .entry(let key, let value): .entry(key: key, value: transform(value))
    case .each(let term): .each(transform(term))
    }
  }
}

extension Literal {
  /// As a template prints it; structures and null have no text.
  package var scalarText: String? {
    switch self {
    case .string(let text), .number(let text): text
    case .bool(let value): value ? "true" : "false"
    case .null, .list, .object: nil
    }
  }

  /// The value in another type, where the conversion is certain; Terraform checked that there is one.
  fileprivate func converted(to type: InputType) -> Literal? {
    switch (self, type) {
    case (.null, _), (.number, .number), (.bool, .bool): return self
    case (_, .string): return scalarText.map(Literal.string)
    // Only in the form in which Terraform prints it: its parser takes others as well.
    case (.string(let text), .number):
      return Int(text).map(String.init) == text ? .number(text) : nil
    case (.string("true"), .bool): return .bool(true)
    case (.string("false"), .bool): return .bool(false)
    case (.list(let elements), .list(let type)):
      let converted = elements.compactMap { $0.converted(to: type) }
      return converted.count == elements.count ? .list(converted) : nil
    default: return nil
    }
  }
}
