package import Diagnostics
package import HCL

/// Values for the root module's variables, from everywhere Terraform takes them.
package struct VariableValues: Sendable {
  package struct Given: Sendable {
    package var value: Value
    /// `terraform.tfvars`, `--var`, `TF_VAR_name`
    package var source: String
    /// Where it stands in a file of values.
    package var location: SourceLocation?
  }

  package private(set) var values: [String: Given] = [:]

  package init() {}

  mutating func set(
    _ name: String, _ value: Value, from source: String, at location: SourceLocation? = nil
  ) {
    values[name] = Given(value: value, source: source, location: location)
  }
}

/// One value or file of values from the command line.
package enum VariableArgument: Sendable {
  case assignment(name: String, value: String)
  /// The path as given, its bytes, or why there are none.
  case file(path: String, content: Result<[UInt8], ModuleFiles.ReadFailure>)
}

extension ModuleLoader {
  /// Later sources win: the environment, terraform.tfvars, terraform.tfvars.json, *.auto.tfvars in the
  /// order of their names, then the command line in its order.
  package mutating func variableValues(
    for module: ModuleConfiguration, environment: [String: String], arguments: [VariableArgument]
  ) -> VariableValues {
    var values = VariableValues()
    for (key, text) in environment.sorted(by: { $0.key.precedesInBytes($1.key) }) {
      guard key.hasPrefix("TF_VAR_") else { continue }
      let name = String(key.dropFirst("TF_VAR_".count))
      guard let variable = module.variables[name] else { continue }
      if let value = assignment(text, for: variable, from: key) {
        values.set(name, value, from: key)
      }
    }
    for path in automaticFiles() {
      switch files.read(path) {
      case .success(let bytes):
        read(bytes, path: path, isExplicit: false, module, into: &values)
      case .failure(let failure): sink.report(.unreadableFile(path, failure.reason))
      }
    }
    for argument in arguments {
      switch argument {
      case .assignment(let name, let text):
        guard let variable = module.variables[name] else {
          sink.report(.undeclaredOnCommandLine(name, known: module.variables.keys.sorted()))
          continue
        }
        if let value = assignment(text, for: variable, from: "--var \(name)") {
          values.set(name, value, from: "--var")
        }
      case .file(let path, .success(let bytes)):
        read(bytes, path: path, isExplicit: true, module, into: &values)
      case .file(let path, .failure(let failure)):
        sink.report(.unreadableFile(path, failure.reason))
      }
    }
    return values
  }

  private func automaticFiles() -> [String] {
    let names = files.list("") ?? []
    let auto = names.filter { $0.hasSuffix(".auto.tfvars") || $0.hasSuffix(".auto.tfvars.json") }
    return ["terraform.tfvars", "terraform.tfvars.json"].filter(names.contains) + auto
  }

  /// The text of `--var` and `TF_VAR_`: itself for a primitive or untyped variable, else an expression.
  private mutating func assignment(
    _ text: String, for variable: VariableConfiguration, from source: String
  ) -> Value? {
    if variable.constraint.type.isPrimitive || variable.constraint.type == .dynamic {
      return .string(text)
    }
    let bytes = Array(text.utf8)
    let file = add("<value of \(source)>", bytes)
    var errors = DiagnosticSink()
    let (tree, id) = Parser.parseExpression(file: file, bytes: bytes, into: &errors)
    sink.absorb(errors)
    guard !errors.hasErrors else { return nil }
    return constant(ExpressionReference(file: ParsedFile(tree), id: id))
  }

  private mutating func read(
    _ bytes: [UInt8], path: String, isExplicit: Bool, _ module: ModuleConfiguration,
    into values: inout VariableValues
  ) {
    let file = add(path, bytes)
    let entries: [(name: String, value: Value, location: SourceLocation)]
    if path.hasSuffix(".json") {
      entries = jsonEntries(bytes, file)
    } else {
      let parsed = ParsedFile(Parser.parse(file: file, bytes: bytes, into: &sink))
      let body = ConfigurationBody(parsed.tree.root, of: parsed)
      for block in body.blocks { sink.report(.blockInValues(block.type, at: block.location)) }
      entries = body.attributes.compactMap { attribute in
        constant(attribute.value).map { (attribute.name, $0, attribute.nameLocation) }
      }
    }
    for entry in entries {
      guard module.variables[entry.name] != nil else {
        sink.report(
          .undeclaredInFile(
            entry.name, known: module.variables.keys.sorted(), at: entry.location))
        continue
      }
      values.set(entry.name, entry.value, from: path, at: entry.location)
    }
  }

  private mutating func jsonEntries(
    _ bytes: [UInt8], _ file: FileID
  ) -> [(name: String, value: Value, location: SourceLocation)] {
    guard let node = JSONReader.read(bytes, file: file, into: &sink) else { return [] }
    guard case .object(let members) = node.content else {
      sink.report(.valuesNotAnObject(at: SourceLocation(file, node.span)))
      return []
    }
    return members.filter { $0.name != "//" }.map {
      ($0.name, $0.value.decoded, SourceLocation(file, $0.nameSpan))
    }
  }

  private mutating func constant(_ expression: ExpressionReference) -> Value? {
    do throws(EvaluationFailure) {
      return try expression.evaluate(in: ConstantScope("The value of a variable"))
    } catch .diagnostic(let diagnostic) {
      sink.report(diagnostic)
      return nil
    } catch {
      return nil
    }
  }
}
