/// What an artifact is run for.
package enum Verb: String, Hashable, Sendable, CaseIterable { case plan, apply, destroy }

/// One operation that an artifact may call, on what, and when.
package struct Privilege: Hashable, Sendable {
  /// As the API calls it: `CreateSecurityGroup`.
  package var operation: String
  package var resources: [ResourceType]
  /// The operation that makes what is tagged: the right to tag is needed for nothing else.
  package var tagsNewOf: String?
  package var verbs: Set<Verb>
  /// Needed by whoever deploys a stack, not by the role that the stack is given.
  package var isDeployers = false

  /// - Parameter resources: Where they are not those of the operation's row in the table.
  package init(
    _ operation: String, on resources: [ResourceType]? = nil, tagsNewOf: String? = nil,
    for verbs: Set<Verb>
  ) {
    self.operation = operation
    self.resources = resources ?? Action.named(operation).resources
    self.tagsNewOf = tagsNewOf
    self.verbs = verbs
  }
}

extension Set<Verb> {
  package static let always: Set<Verb> = [.plan, .apply, .destroy]
}

extension [Privilege] {
  mutating func addForDeployer(_ operation: String, for verbs: Set<Verb>) {
    var privilege = Privilege(operation, for: verbs)
    privilege.isDeployers = true
    append(privilege)
  }

  mutating func add(
    _ operation: String, on resources: [ResourceType]? = nil, for verbs: Set<Verb>
  ) {
    append(Privilege(operation, on: resources, for: verbs))
  }

  /// An operation whose call also tags what it makes.
  mutating func addTagging(
    _ operation: String, _ made: ResourceType, for verbs: Set<Verb>
  ) {
    let resources = Action.named(operation).resources
    append(
      Privilege(
        operation, on: resources.contains(made) ? resources : resources + [made], for: verbs))
    append(Privilege("CreateTags", on: [made], tagsNewOf: operation, for: verbs))
  }
}
