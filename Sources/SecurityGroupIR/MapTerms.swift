extension Program {
  /// The program with every term in a position of its own replaced by what `transform` makes of it.
  package func mapTerms(_ transform: (Term) -> Term) -> Program {
    var program = self
    program.replaceTerms(transform)
    return program
  }

  /// The same in place, so that a large program is in memory once.
  package mutating func replaceTerms(_ transform: (Term) -> Term) {
    for index in lookups.indices { lookups[index].replaceTerms(transform) }
    for index in groups.indices { groups[index].replaceTerms(transform) }
    for index in attachments.indices { attachments[index].replaceTerms(transform) }
    for index in outputs.indices { outputs[index].value = transform(outputs[index].value) }
  }
}

extension Lookup {
  fileprivate mutating func replaceTerms(_ transform: (Term) -> Term) {
    region = region.map(transform)
    if case .describe(var describe) = kind {
      describe.ids = describe.ids.map {
        .init(parameter: $0.parameter, values: $0.values.map(transform))
      }
      describe.filters = describe.filters.map { .init($0.name, $0.values.map(transform)) }
      kind = .describe(describe)
    }
  }
}

extension SecurityGroup {
  fileprivate mutating func replaceTerms(_ transform: (Term) -> Term) {
    region = region.map(transform)
    switch identity {
    case .created(.exact(let name), let description, let vpc):
      identity = .created(
        .exact(transform(name)), description: transform(description), vpc: vpc.map(transform))
    case .created(.prefix(let prefix), let description, let vpc):
      identity = .created(
        .prefix(transform(prefix)), description: transform(description), vpc: vpc.map(transform))
    case .defaultGroup(let vpc): identity = .defaultGroup(vpc: vpc.map(transform))
    case .existing(let id): identity = .existing(id: transform(id))
    }
    tags?.replaceTerms(transform)
    for index in ingress.rules.indices { ingress.rules[index].replaceTerms(transform) }
    for index in egress.rules.indices { egress.rules[index].replaceTerms(transform) }
  }
}

extension Attachment {
  fileprivate mutating func replaceTerms(_ transform: (Term) -> Term) {
    group = transform(group)
    region = region.map(transform)
    switch target {
    case .networkInterface(let id): target = .networkInterface(transform(id))
    case .vpc(let id): target = .vpc(transform(id))
    }
  }
}

extension Rule {
  fileprivate mutating func replaceTerms(_ transform: (Term) -> Term) {
    if case .range(let from, let to) = ports {
      ports = .range(from: transform(from), to: transform(to))
    }
    switch peer.values {
    case .one(let term): peer.values = .one(transform(term))
    case .each(let term): peer.values = .each(transform(term))
    }
    description = description.map(transform)
    tags?.replaceTerms(transform)
  }
}

extension TagSet {
  fileprivate mutating func replaceTerms(_ transform: (Term) -> Term) {
    for index in indices {
      switch self[index] {
      case .entry(let key, let value): self[index] = .entry(key: key, value: transform(value))
      case .each(let term): self[index] = .each(transform(term))
      }
    }
  }
}
