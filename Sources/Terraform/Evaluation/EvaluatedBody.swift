package import Diagnostics
package import HCL

/// A body after evaluation: arguments converted to their types, dynamic blocks unrolled.
package struct EvaluatedBody: Sendable {
  package struct Argument: Sendable {
    package var value: Value
    package var location: SourceLocation
  }

  /// The header of the block, or the expression of an object in attribute form.
  package var location: SourceLocation
  /// Without those that are null, which is the same as absent.
  package var arguments: NamedList<Argument> = [:]
  /// Absent where none is declared; empty where the declaration is an empty list.
  package var blocks: NamedList<[EvaluatedBody]> = [:]

  /// Nothing evaluated yet.
  init(location: SourceLocation) { self.location = location }

  mutating func append(_ block: EvaluatedBody, to type: String) {
    blocks.update(type, from: []) { $0.append(block) }
  }

  package subscript(name: String) -> Argument? { arguments[name] }

  /// Where to point at for an argument: itself, or the block that should have it.
  package func location(_ name: String) -> SourceLocation { arguments[name]?.location ?? location }
}
