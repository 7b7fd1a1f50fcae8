package import Diagnostics
package import HCL

extension ModuleInstance: Scope {
  package var functions: [String: Function] { functionTable }
  package var functionEnvironment: FunctionEnvironment { evaluation.functionEnvironment }

  package func resolve(
    _ root: Identifier, _ names: [Identifier], at location: SourceLocation
  ) throws(EvaluationFailure) -> (value: Value, taken: Int) {
    switch root.text {
    case "var":
      let name = try first(names, "an input variable", root, at: location)
      guard configuration.variables[name] != nil else {
        throw .diagnostic(
          .undeclaredVariable(name, known: configuration.variables.keys.sorted(), at: location))
      }
      return (try variable(name), 1)
    case "local":
      let name = try first(names, "a local value", root, at: location)
      guard configuration.locals[name] != nil else {
        throw .diagnostic(
          .undeclaredLocal(name, known: configuration.locals.keys.sorted(), at: location))
      }
      return (try local(name), 1)
    case "module":
      let name = try first(names, "a module call", root, at: location)
      guard configuration.calls[name] != nil else {
        if configuration.brokenCalls.contains(name) { throw .reported }
        throw .diagnostic(
          .undeclaredModule(name, known: configuration.calls.keys.sorted(), at: location))
      }
      return try moduleReference(name, names, at: location)
    case "data":
      guard names.count >= 2 else { throw .diagnostic(.invalidReference("data", at: location)) }
      return (try resourceReference(.data, names[0].text, names[1].text, at: location), 2)
    case "path", "terraform": return try constantReference(root, names, at: location)
    case "each", "count", "self":
      throw .diagnostic(.notAvailable(root.text, names.first?.text, at: location))
    default:
      guard let name = names.first else {
        throw .diagnostic(.invalidReference(root.text, at: location))
      }
      return (try resourceReference(.managed, root.text, name.text, at: location), 1)
    }
  }

  private func first(
    _ names: [Identifier], _ what: String, _ root: Identifier, at location: SourceLocation
  ) throws(EvaluationFailure) -> String {
    guard let name = names.first else {
      throw .diagnostic(.incompleteReference(root.text, what, at: location))
    }
    return name.text
  }

  private func resourceReference(
    _ mode: ResourceKey.Mode, _ type: String, _ name: String, at location: SourceLocation
  ) throws(EvaluationFailure) -> Value {
    let key = ResourceKey(mode, type, name)
    guard configuration.resources[key] != nil else {
      throw .diagnostic(
        .undeclaredResource(
          key, module: describedModule,
          known: configuration.resources.keys.map(\.text).sorted(), at: location))
    }
    return try resourceValue(key)
  }

  private func moduleReference(
    _ name: String, _ names: [Identifier], at location: SourceLocation
  ) throws(EvaluationFailure) -> (value: Value, taken: Int) {
    let expansion = try call(name)
    // One output of a single instance does not wait for the others.
    if expansion.shape == .single, names.count > 1, let module = expansion.instances.first?.instance
    {
      let output = names[1].text
      guard module.configuration.outputs[output] != nil else {
        throw .diagnostic(
          .undeclaredOutput(
            output, known: module.configuration.outputs.keys.sorted(), at: location))
      }
      return (try module.output(output), 2)
    }
    let objects = try expansion.map { module throws(EvaluationFailure) in
      var fields: [String: Value] = [:]
      for output in module.configuration.outputs.keys.sorted() {
        fields[output] = try module.output(output)
      }
      return Value.object(Fields(fields))
    }
    return (objects.value { $0 }, 1)
  }

  private func constantReference(
    _ root: Identifier, _ names: [Identifier], at location: SourceLocation
  ) throws(EvaluationFailure) -> (value: Value, taken: Int) {
    switch (root.text, names.first?.text) {
    case ("path", "module"):
      let directory = configuration.directory
      return (.string(directory.isEmpty ? "." : directory), 1)
    case ("path", "root"), ("path", "cwd"): return (.string("."), 1)
    case ("terraform", "workspace"): return (.string("default"), 1)
    default: throw .diagnostic(.invalidReference(root.text, at: location))
    }
  }
}

/// The scope of one instance: `each`, `count` and the iterators of dynamic blocks.
package final class InstanceScope: Scope {
  let module: ModuleInstance
  let repetition: Repetition
  private let iterators: [String: Value]
  /// The instance itself, in its postconditions.
  private let selfValue: Value?

  init(
    module: ModuleInstance, repetition: Repetition, iterators: [String: Value] = [:],
    selfValue: Value? = nil
  ) {
    self.module = module
    self.repetition = repetition
    self.iterators = iterators
    self.selfValue = selfValue
  }

  /// The scope within a dynamic block, for one element.
  func binding(_ iterator: String, to element: Value) -> InstanceScope {
    let inner = iterators.merging([iterator: element]) { $1 }
    return InstanceScope(
      module: module, repetition: repetition, iterators: inner, selfValue: selfValue)
  }

  /// The scope of postconditions.
  func binding(self value: Value) -> InstanceScope {
    InstanceScope(module: module, repetition: repetition, iterators: iterators, selfValue: value)
  }

  package var functions: [String: Function] { module.functions }
  package var functionEnvironment: FunctionEnvironment { module.functionEnvironment }

  package func resolve(
    _ root: Identifier, _ names: [Identifier], at location: SourceLocation
  ) throws(EvaluationFailure) -> (value: Value, taken: Int) {
    if !iterators.isEmpty, let iterator = iterators[root.text] { return (iterator, 0) }
    if root.text == "self", let selfValue { return (selfValue, 0) }
    switch (root.text, repetition.key) {
    case ("each", .name(let key)):
      return (.object(["key": .string(key), "value": repetition.eachValue ?? .string(key)]), 0)
    case ("each", .every):
      let each = Value.unknown(.string, Repetition.unknownEach)
      return (.object(["key": each, "value": each]), 0)
    case ("count", .index(let index)):
      return (.object(["index": .number(Number(index))]), 0)
    default: return try module.resolve(root, names, at: location)
    }
  }
}

/// The scope of a variable's validation: the variable itself is there before it is valid.
struct ValidationScope: Scope {
  let module: ModuleInstance
  let variable: String
  let value: Value

  var functions: [String: Function] { module.functions }
  var functionEnvironment: FunctionEnvironment { module.functionEnvironment }

  func resolve(
    _ root: Identifier, _ names: [Identifier], at location: SourceLocation
  ) throws(EvaluationFailure) -> (value: Value, taken: Int) {
    if root.text == "var", let name = names.first?.text {
      if name == variable { return (value, 1) }
      // What stays an input has its default where nobody says otherwise, and that is what Terraform
      // would compare with.
      if module.isRoot, module.evaluation.bindings[name] == nil,
        let other = module.configuration.variables[name], let value = other.defaultValue
      {
        return (other.isSensitive ? value.marked(.sensitive) : value, 1)
      }
    }
    return try module.resolve(root, names, at: location)
  }
}
