/// A value that the artifact tells when it is done.
package struct Output: Hashable, Sendable {
  package var name: String
  package var value: Term
  package var isSensitive: Bool
  package var description: String?
  package var origin: Origin

  package init(
    name: String, value: Term, isSensitive: Bool = false, description: String? = nil, origin: Origin
  ) {
    self.name = name
    self.value = value
    self.isSensitive = isSensitive
    self.description = description
    self.origin = origin
  }
}
