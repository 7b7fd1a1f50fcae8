/// A value of the artifact: known when it is translated, or computed when it runs.
///
/// Only what is rare is indirect, so that the common terms need no memory of their own.
package enum Term: Hashable, Sendable {
  case literal(Literal)
  case input(InputID)
  /// An attribute of what a lookup found, by its Terraform name: `id`, `cidr_block`.
  indirect case lookup(LookupID, attribute: String)
  case group(GroupID, GroupAttribute)
  /// An element of a structured value by its key or number: `var.subnets["a"]`, `var.zones[0]`.
  indirect case member(Term, key: Literal)
  /// Text pieces joined.
  case template([Term])
  /// One list out of several parts.
  case list([ListPart])
  case map([MapPart])
  /// As text, number or truth value: `tostring(var.port)`.
  indirect case convert(Term, InputType)
  /// One of two values of the same type: `length(data.x.names) > 2 ? "many" : "few"`.
  indirect case conditional(Condition, then: Term, otherwise: Term)
  /// The elements of a list as one text.
  indirect case join(separator: String, Term)
  /// How many elements a list has.
  indirect case length(Term)

  package static func text(_ text: String) -> Term { .literal(.string(text)) }
}

package enum ListPart: Hashable, Sendable {
  case element(Term)
  /// All elements of a list.
  case each(Term)
}

package enum MapPart: Hashable, Sendable {
  case entry(key: String, value: Term)
  /// All entries of a map.
  case each(Term)
}

/// A known value in the shape of JSON. Numbers are Terraform's own text for them, so none is rounded.
package enum Literal: Hashable, Sendable {
  case null
  case bool(Bool)
  case number(String)
  case string(String)
  case list([Literal])
  /// Names in byte order.
  case object([Entry])

  package struct Entry: Hashable, Sendable {
    package var name: String
    package var value: Literal

    package init(_ name: String, _ value: Literal) {
      self.name = name
      self.value = value
    }
  }
}

package enum GroupAttribute: String, Hashable, Sendable, CaseIterable {
  case id, arn, name
  case ownerID = "owner_id"
  case vpcID = "vpc_id"
}

package struct InputID: Hashable, Sendable {
  package let index: Int
  package init(_ index: Int) { self.index = index }
}

package struct LookupID: Hashable, Sendable {
  package let index: Int
  package init(_ index: Int) { self.index = index }
}

package struct GroupID: Hashable, Sendable {
  package let index: Int
  package init(_ index: Int) { self.index = index }
}

extension Term {
  /// The text, where it is known to be text.
  package var knownText: String? {
    if case .literal(.string(let text)) = self { text } else { nil }
  }

  /// The whole number, where it is known to be one.
  package var knownInteger: Int? {
    if case .literal(.number(let text)) = self { Int(text) } else { nil }
  }

  package var isLiteral: Bool { if case .literal = self { true } else { false } }

  /// The terms directly inside it.
  package var children: [Term] {
    switch self {
    case .literal, .input, .lookup, .group: []
    case .member(let base, _), .convert(let base, _), .join(_, let base), .length(let base): [base]
    case .conditional(let condition, let then, let otherwise):
      condition.terms + [then, otherwise]
    case .template(let parts): parts
    case .list(let parts):
      parts.map {
        switch $0 {
        case .element(let term), .each(let term): term
        }
      }
    case .map(let parts):
      parts.map {
        switch $0 {
        case .entry(_, let term), .each(let term): term
        }
      }
    }
  }

  /// The term with every leaf or node replaced where `transform` gives a replacement, outermost first.
  package func replacing(_ transform: (Term) -> Term?) -> Term {
    if let replacement = transform(self) { return replacement }
    return switch self {
    case .literal, .input, .lookup, .group: self
    case .member(let base, let key): .member(base.replacing(transform), key: key)
    case .convert(let base, let type): .convert(base.replacing(transform), type)
    case .conditional(let condition, let then, let otherwise):
      .conditional(
        condition.mapTerms { $0.replacing(transform) }, then: then.replacing(transform),
        otherwise: otherwise.replacing(transform))
    case .join(let separator, let base):
      .join(separator: separator, base.replacing(transform))
    case .length(let base): .length(base.replacing(transform))
    case .template(let parts): .template(parts.map { $0.replacing(transform) })
    case .list(let parts):
      .list(
        parts.map {
          switch $0 {
          case .element(let term): .element(term.replacing(transform))
          case .each(let term): .each(term.replacing(transform))
          }
        })
    case .map(let parts):
      .map(
        parts.map {
          switch $0 {
          case .entry(let key, let term): .entry(key: key, value: term.replacing(transform))
          case .each(let term): .each(term.replacing(transform))
          }
        })
    }
  }

  /// Calls `visit` for the term and everything in it.
  package func walk(_ visit: (Term) -> Void) {
    visit(self)
    switch self {
    case .literal, .input, .lookup, .group: break
    case .template(let parts): for part in parts { part.walk(visit) }
    case .map(let parts):
      for part in parts {
        switch part {
        case .entry(_, let term), .each(let term): term.walk(visit)
        }
      }
    default: for child in children { child.walk(visit) }
    }
  }
}
