import CodePrinter

/// The least IAM policy under which an artifact can do its work.
package struct Policy: Sendable {
  private var statements: [Statement] = []

  package init(_ privileges: [Privilege], for verbs: Set<Verb>, in scope: PolicyScope) {
    var groups: [Statement.Key: Statement] = [:]
    // Every group and rule asks for the same ones.
    let wanted = Set(privileges.filter { !$0.verbs.isDisjoint(with: verbs) })
    for privilege in wanted {
      // Who may tag at any time needs no right to tag what is new.
      if privilege.tagsNewOf != nil,
        wanted.contains(where: {
          $0.operation == privilege.operation && $0.resources == privilege.resources
            && $0.tagsNewOf == nil
        })
      {
        continue
      }
      let action = Action.named(privilege.operation)
      let key = Statement.Key(
        purpose: privilege.isDeployers ? .deploy : action.purpose, resources: privilege.resources,
        tagsOnlyNew: privilege.tagsNewOf != nil)
      var statement = groups[key] ?? Statement(key: key, scope: scope)
      statement.actions.insert(action.name)
      if let operation = privilege.tagsNewOf { statement.createActions.insert(operation) }
      groups[key] = statement
    }
    statements = groups.values.sorted { $0.key.precedes($1.key) }
  }

  package var isEmpty: Bool { statements.isEmpty }

  package var text: String { json.text }

  var json: JSON {
    .section([
      .init("Version", "2012-10-17"), .init("Statement", .array(statements.map(\.json))),
    ])
  }
}

/// Actions that share their resources.
private struct Statement: Sendable {
  struct Key: Hashable, Sendable {
    var purpose: Action.Purpose
    var resources: [ResourceType]
    var tagsOnlyNew: Bool

    func precedes(_ other: Key) -> Bool {
      if purpose != other.purpose { return purpose.rawValue < other.purpose.rawValue }
      return id.utf8.lexicographicallyPrecedes(other.id.utf8)
    }

    /// Letters and digits only, as IAM wants it.
    var id: String {
      switch purpose {
      case .read: "Read"
      case .create: "Create"
      case .rules: resources.contains(.securityGroupRule) ? "RulesWithTags" : "Rules"
      case .tags:
        "Tag" + (tagsOnlyNew ? "New" : "")
          + (resources == [.securityGroupRule] ? "Rules" : "Groups")
      case .attach: resources.contains(.networkInterface) ? "AttachToInterfaces" : "AssociateVpcs"
      case .destroy: "Destroy"
      case .deploy:
        if resources.isEmpty {
          "DeployWithParameters"
        } else {
          resources.contains(.stack) ? "DeployStack" : "DeployWithTransform"
        }
      }
    }
  }

  var key: Key
  var scope: PolicyScope
  var actions: Set<String> = []
  /// The operations that may tag what they make.
  var createActions: Set<String> = []

  var json: JSON {
    let resources = key.resources.flatMap(scope.arns)
    return .section(
      [
        .init("Sid", .string(key.id)), .init("Effect", "Allow"),
        .init("Action", .strings(sorted(actions))),
        .init("Resource", resources.isEmpty ? "*" : .strings(resources)),
      ] + (condition.map { [.init("Condition", ["StringEquals": $0])] } ?? []))
  }

  private var condition: JSON? {
    if !createActions.isEmpty { return ["ec2:CreateAction": .strings(sorted(createActions))] }
    guard key.resources.isEmpty, let regions = scope.regions else { return nil }
    return ["aws:RequestedRegion": .strings(regions)]
  }

  private func sorted(_ texts: Set<String>) -> [String] {
    texts.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }
}
