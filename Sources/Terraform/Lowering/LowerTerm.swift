package import Diagnostics
package import HCL
package import SecurityGroupIR

extension Lowering {
  /// The term that computes a value when the artifact runs; throws what would have to be known now.
  package mutating func term(
    _ value: Value, at location: SourceLocation
  ) throws(Demand) -> Term {
    // Most values are a text or a number.
    if value.marks.isEmpty {
      switch value.content {
      case .string(let text): return .literal(.string(text))
      case .number, .bool: return .literal(Literal(value))
      default: break
      }
    }
    if value.isWhollyKnown, !hasOpenParts(value) {
      // A secret written into the configuration must not be copied into an artifact.
      if value.allMarks.contains(.sensitive) {
        sink.report(.sensitiveLiteral(at: location))
        return .literal(.null)
      }
      return .literal(Literal(value))
    }
    switch value.content {
    case .unknown(let unknown):
      return try term(unknown.residual, type: unknown.type, at: location)
    case .list(_, let elements), .set(_, let elements), .tuple(let elements):
      var parts: [ListPart] = []
      for element in elements { parts.append(.element(try term(element, at: location))) }
      return .list(parts)
    case .map(_, let fields), .object(let fields):
      if let rest = fields.rest {
        throw Demand(rest.sources, at: location, "because all attributes of the object are used")
      }
      var parts: [MapPart] = []
      for (name, value) in fields where !value.isNull {
        parts.append(.entry(key: name, value: try term(value, at: location)))
      }
      return .map(parts)
    default: return .literal(Literal(value))
    }
  }

  private func hasOpenParts(_ value: Value) -> Bool {
    if case .object(let fields) = value.content, fields.rest != nil { return true }
    return value.children.contains(where: hasOpenParts)
  }

  private mutating func term(
    _ residual: Residual, type: ValueType, at location: SourceLocation
  ) throws(Demand) -> Term {
    switch residual {
    case .source(let address):
      guard let name = variableName(address) else {
        throw Demand([address], at: location, "because all attributes of the object are used")
      }
      return .input(variableInput(name, wanted: type))
    case .attribute(let base, let name):
      return try attribute(name, of: base, whole: residual, type: type, at: location)
    case .index(let base, let key):
      if isOfSet(base) {
        throw Demand(residual.sources, at: location, "to take an element of a set")
      }
      if isVariable(base) {
        return .member(try term(base, type: .dynamic, at: location), key: Literal(key))
      }
      if let found = try lookedUp(key, of: base) { return found }
      return try external(residual, type: type, at: location)
    case .each(let base, let path):
      if isVariable(base) {
        throw Demand(residual.sources, at: location, "to compute a list out of another")
      }
      if let address = base.everyAddress,
        let found = try lookup(address, attribute: path.joined(separator: "."))
      {
        return found
      }
      if case .attribute(.source(let address), let name) = base,
        let found = try lookup(
          address, attribute: "\(name)[*].\(path.joined(separator: "."))")
      {
        return found
      }
      return try external(residual, type: type, at: location)
    case .call(let name, let operands):
      return try computed(name, operands, as: type, at: location)
    case .template(let parts):
      var terms: [Term] = []
      for part in parts { terms.append(try term(part, at: location)) }
      return .template(terms)
    case .convert(let base, let wanted):
      return try converted(base, to: wanted, at: location)
    case .concat(let lists):
      var parts: [ListPart] = []
      for list in lists { parts += try listParts(list, at: location) }
      return .list(parts)
    case .merge(let maps):
      var parts: [MapPart] = []
      for map in maps {
        switch try term(map, at: location) {
        case .map(let inner): parts += inner
        case .literal(.object(let entries)):
          parts += entries.map { .entry(key: $0.name, value: .literal($0.value)) }
        case let other: parts.append(.each(other))
        }
      }
      return .map(parts)
    case .opaque(let operation, _):
      throw Demand(residual.sources, at: location, "to compute \(operation)")
    }
  }

  private mutating func listParts(
    _ value: Value, at location: SourceLocation
  ) throws(Demand) -> [ListPart] {
    switch try term(value, at: location) {
    case .list(let parts): parts
    case .literal(.list(let elements)): elements.map { .element(.literal($0)) }
    case let other: [.each(other)]
    }
  }

  private mutating func converted(
    _ base: Residual, to wanted: ValueType, at location: SourceLocation
  ) throws(Demand) -> Term {
    let inner = try term(base, type: wanted, at: location)
    guard wanted.isPrimitive else { return inner }
    let target = inputType(wanted)
    if case .input(let id) = inner, program[id].type == target { return inner }
    // Whatever else is looked up or joined is text already.
    if target == .string {
      switch inner {
      case .lookup, .group, .template: return inner
      default: break
      }
    }
    return .convert(inner, target)
  }

  private mutating func attribute(
    _ name: String, of base: Residual, whole: Residual, type: ValueType,
    at location: SourceLocation
  ) throws(Demand) -> Term {
    if case .source(let address) = base {
      if let id = groups[address] { return try attribute(name, of: id, address, at: location) }
      if let lookup = try lookup(address, attribute: name) { return lookup }
    }
    if let found = try lookedUp(.string(name), of: base) { return found }
    if isVariable(base) {
      return .member(try term(base, type: .dynamic, at: location), key: .string(name))
    }
    if case .source(let address) = base, let id = groupDeclaredEarly(address) {
      return try attribute(name, of: id, address, at: location)
    }
    return try external(whole, type: type, at: location)
  }

  private func attribute(
    _ name: String, of group: GroupID, _ address: String, at location: SourceLocation
  ) throws(Demand) -> Term {
    guard let attribute = GroupAttribute(rawValue: name) else {
      throw Demand([address], at: location, "because a group has no attribute \(name) here")
    }
    return .group(group, attribute)
  }

  func isVariable(_ residual: Residual) -> Bool {
    switch residual {
    case .source(let address): variableName(address) != nil
    case .attribute(let base, _), .index(let base, _), .convert(let base, _): isVariable(base)
    default: false
    }
  }

  func variable(at address: String) -> VariableConfiguration? {
    variableName(address).flatMap { variables[$0] }
  }

  private func variableName(_ address: String) -> String? {
    address.hasPrefix("var.") ? String(address.dropFirst(4)) : nil
  }

  // MARK: inputs

  private mutating func variableInput(_ name: String, wanted: ValueType) -> InputID {
    let address = "var.\(name)"
    if let known = inputs[address] { return known }
    let variable = variables[name]
    if let rule = variable?.validations.first, let variable {
      sink.report(.validationNotChecked(name, at: variable.location, rule.location))
    }
    var type = variable?.constraint.type ?? .dynamic
    if type == .dynamic { type = wanted }
    let input = Input(
      name: names.variable(name), address: address, type: inputType(type),
      defaultValue: variable?.isSensitive == true
        ? nil : (evaluation.bindings.defaults[name] ?? variable?.defaultValue).map { Literal($0) },
      isSensitive: variable?.isSensitive ?? false, description: variable?.description,
      origin: variable.map { origin($0.location) })
    return add(input)
  }

  /// An attribute of a resource that is not translated: asked for when the artifact runs.
  mutating func external(
    _ residual: Residual, type: ValueType, at location: SourceLocation
  ) throws(Demand) -> Term {
    guard let address = address(of: residual) else {
      throw Demand(residual.sources, at: location, "because the value cannot be named")
    }
    // Whoever runs the artifact cannot tell what it is going to make.
    if let made = residual.sources.first(where: { makes($0) }) {
      throw Demand([made], at: location, "because the artifact itself makes it")
    }
    if let known = inputs[address] { return .input(known) }
    let input = Input(
      name: names.takeInput(identifierText(address)), address: address,
      type: type == .dynamic ? .string : inputType(type), description: nil,
      origin: origin(location))
    return .input(add(input))
  }

  private mutating func add(_ input: Input) -> InputID {
    let id = InputID(program.inputs.count)
    program.inputs.append(input)
    inputs[input.address] = id
    return id
  }

  private func address(of residual: Residual) -> String? {
    switch residual {
    case .source(let address): address
    case .attribute(let base, let name): address(of: base).map { "\($0).\(name)" }
    case .each(let base, let path):
      address(of: base).map { "\($0)[*].\(path.joined(separator: "."))" }
    case .index(let base, let key):
      address(of: base).map { "\($0)[\(jsonEncode(key))]" }
    case .convert(let base, _): address(of: base)
    default: nil
    }
  }
}
