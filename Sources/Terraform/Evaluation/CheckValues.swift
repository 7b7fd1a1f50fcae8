import Diagnostics
import HCL

/// Evaluates what an artifact does not need, for the faults in it: Terraform finds them, too.
extension ModuleInstance {
  /// Runs when everything else was evaluated: values that are missing here decide nothing.
  func checkValues() {
    let demands = evaluation.demands.count
    checkAllValues()
    evaluation.demands.removeSubrange(demands...)
  }

  private func checkAllValues() {
    for output in inOrder(configuration.outputs.values, \.location) {
      if !isRoot { _ = try? self.output(output.name) }
      checkConditions(output)
    }
    for resource in configuration.resourcesInOrder { checkValues(of: resource) }
    checkAssertions()
    for block in configuration.imports { checkImport(block) }
    for call in inOrder(configuration.calls.values, \.location) {
      guard let expansion = try? self.call(call.name) else { continue }
      for (_, child) in expansion.instances { child.checkAllValues() }
    }
  }

  private func checkValues(of resource: ResourceConfiguration) {
    let isTranslated = evaluation.resourceTypes.contains(resource.key.typeName)
    guard !isTranslated || resource.hasConditions, let expansion = try? self.resource(resource.key),
      let repetitions = try? repetitions(count: resource.count, forEach: resource.forEach).1
    else { return }
    for ((_, instance), repetition) in zip(expansion.instances, repetitions) {
      let scope = InstanceScope(module: self, repetition: repetition)
      if !isTranslated { checkValues(of: resource.body, in: scope) }
      if resource.hasConditions { checkConditions(instance, in: scope) }
    }
  }

  /// What a resource that is left alone has for attributes is known in part only, so that a fault in an
  /// expression over them may be none.
  private func checkValues(of body: ConfigurationBody, in scope: InstanceScope) {
    for attribute in body.attributes where !refersToUntranslated(attribute.value) {
      do throws(EvaluationFailure) {
        _ = try attribute.value.evaluate(in: scope)
      } catch {
        evaluation.report(error)
      }
    }
    for block in body.blocks where block.type != "dynamic" {
      checkValues(of: block.body, in: scope)
    }
  }

  private func refersToUntranslated(_ expression: ExpressionReference) -> Bool {
    references(in: expression).contains { reference in
      switch reference.root {
      case "var", "local", "module", "each", "count", "self", "path", "terraform": false
      case "data":
        reference.names.first.map { !evaluation.resourceTypes.contains("data." + $0.text) } ?? true
      default: !evaluation.resourceTypes.contains(reference.root)
      }
    }
  }

  private func checkImport(_ block: ConfigurationBlock) {
    guard block.body.attribute("for_each") == nil, let id = block.body.attribute("id") else {
      return
    }
    do throws(EvaluationFailure) {
      let value = try id.value.evaluate(in: self)
      let place = id.value.location
      if value.isNull {
        evaluation.sink.report(.invalidImportID("The import ID cannot be null.", at: place))
      } else if value.content == .string("") {
        evaluation.sink.report(
          .invalidImportID(
            "The import ID value evaluates to an empty string, please provide a non-empty value.",
            at: place))
      } else {
        do throws(ConversionError) {
          _ = try convert(value, to: .string)
        } catch {
          evaluation.sink.report(.importIDOfWrongType(error.message, at: place))
        }
      }
    } catch {
      evaluation.report(error)
    }
  }
}

func inOrder<Element>(
  _ elements: some Sequence<Element>, _ location: (Element) -> SourceLocation
) -> [Element] {
  elements.sorted { location($0).isBefore(location($1)) }
}
