extension Program {
  /// The program with every term in a position of its own replaced by what `transform` makes of it.
  package func mapTerms(_ transform: (Term) -> Term) -> Program {
    var program = self
    program.lookups = lookups.map { $0.mapTerms(transform) }
    program.groups = groups.map { $0.mapTerms(transform) }
    program.attachments = attachments.map { $0.mapTerms(transform) }
    for index in outputs.indices { program.outputs[index].value = transform(outputs[index].value) }
    return program
  }
}

extension Lookup {
  fileprivate func mapTerms(_ transform: (Term) -> Term) -> Lookup {
    var lookup = self
    lookup.region = region.map(transform)
    if case .describe(var describe) = kind {
      describe.ids = describe.ids.map {
        .init(parameter: $0.parameter, values: $0.values.map(transform))
      }
      describe.filters = describe.filters.map { .init($0.name, $0.values.map(transform)) }
      lookup.kind = .describe(describe)
    }
    return lookup
  }
}

extension SecurityGroup {
  fileprivate func mapTerms(_ transform: (Term) -> Term) -> SecurityGroup {
    var group = self
    group.region = region.map(transform)
    switch identity {
    case .created(.exact(let name), let description, let vpc):
      group.identity = .created(
        .exact(transform(name)), description: transform(description), vpc: vpc.map(transform))
    case .created(.prefix(let prefix), let description, let vpc):
      group.identity = .created(
        .prefix(transform(prefix)), description: transform(description), vpc: vpc.map(transform))
    case .defaultGroup(let vpc): group.identity = .defaultGroup(vpc: vpc.map(transform))
    case .existing(let id): group.identity = .existing(id: transform(id))
    }
    group.tags = tags?.mapTerms(transform)
    group.ingress.rules = ingress.rules.map { $0.mapTerms(transform) }
    group.egress.rules = egress.rules.map { $0.mapTerms(transform) }
    return group
  }
}

extension Attachment {
  fileprivate func mapTerms(_ transform: (Term) -> Term) -> Attachment {
    var attachment = self
    attachment.group = transform(group)
    attachment.region = region.map(transform)
    switch target {
    case .networkInterface(let id): attachment.target = .networkInterface(transform(id))
    case .vpc(let id): attachment.target = .vpc(transform(id))
    }
    return attachment
  }
}

extension Rule {
  fileprivate func mapTerms(_ transform: (Term) -> Term) -> Rule {
    var rule = self
    if case .range(let from, let to) = ports {
      rule.ports = .range(from: transform(from), to: transform(to))
    }
    switch peer.values {
    case .one(let term): rule.peer.values = .one(transform(term))
    case .each(let term): rule.peer.values = .each(transform(term))
    }
    rule.description = description.map(transform)
    rule.tags = tags?.mapTerms(transform)
    return rule
  }
}

extension TagSet {
  fileprivate func mapTerms(_ transform: (Term) -> Term) -> TagSet {
    map {
      switch $0 {
      case .entry(let key, let value): .entry(key: key, value: transform(value))
      case .each(let term): .each(transform(term))
      }
    }
  }
}
