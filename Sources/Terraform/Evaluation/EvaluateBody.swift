import Diagnostics
import HCL

/// Evaluates a body by its schema; every problem is reported, what is left is what could be used.
struct BodyEvaluator {
  let evaluation: Evaluation
  /// The header of the resource, the second place of every diagnostic.
  let resource: SourceLocation
  private(set) var failed = false

  init(_ evaluation: Evaluation, resource: SourceLocation) {
    self.evaluation = evaluation
    self.resource = resource
  }

  /// All of a body.
  mutating func evaluate(
    _ body: ConfigurationBody, _ schema: Schema, at location: SourceLocation,
    in scope: InstanceScope
  ) -> EvaluatedBody {
    var result = EvaluatedBody(location: location)
    evaluateArguments(of: body, schema, in: scope, into: &result)
    evaluateBlocks(of: body, schema, in: scope, into: &result)
    return result
  }

  mutating func evaluateArguments(
    of body: ConfigurationBody, _ schema: Schema, in scope: InstanceScope,
    into result: inout EvaluatedBody
  ) {
    result.arguments.reserveCapacity(Swift.min(body.attributes.count, schema.arguments.count))
    for attribute in body.attributes {
      if let argument = schema.arguments[attribute.name] {
        if let value = value(of: attribute, argument, in: scope) {
          // A name stands once in a body.
          result.arguments.append(attribute.name, value)
        }
      } else if schema.blocks[attribute.name]?.acceptsAttribute != true {
        report(
          .unsupportedArgument(
            attribute.name, known: schema.argumentNames, at: attribute.nameLocation))
      }
    }
    for name in schema.required where !result.arguments.contains(name) {
      let isWritten = body.attribute(name) != nil
      // A value that failed has been reported already; one that is null is missing.
      if isWritten, failed { continue }
      report(.missingArgument(name, at: result.location))
    }
  }

  /// The nested blocks, in either form.
  mutating func evaluateBlocks(
    of body: ConfigurationBody, _ schema: Schema, in scope: InstanceScope,
    into result: inout EvaluatedBody
  ) {
    for (name, nested) in schema.blocks where nested.acceptsAttribute {
      guard let attribute = body.attribute(name) else { continue }
      if let objects = objects(of: attribute, nested.schema, in: scope) {
        result.blocks[name] = objects
      }
      if let block = body.blocks.first(where: {
        $0.type == name || $0.type == "dynamic" && $0.labels.elementsEqual([name])
      }) {
        report(.attributeAndBlock(name, at: block.location, attribute.nameLocation))
      }
    }
    for block in body.blocks { evaluate(block, schema, in: scope, into: &result) }
  }

  private mutating func evaluate(
    _ block: ConfigurationBlock, _ schema: Schema, in scope: InstanceScope,
    into result: inout EvaluatedBody
  ) {
    if block.type == "dynamic", let type = block.labels.first {
      guard let nested = schema.blocks[type] else {
        report(
          .unsupportedBlock(
            type, known: schema.blocks.names.sorted(), at: block.labelLocations[0]))
        return
      }
      for (content, inner) in unroll(block, type, in: scope) {
        result.append(evaluate(content, nested.schema, at: block.location, in: inner), to: type)
      }
      return
    }
    guard let nested = schema.blocks[block.type] else {
      let known = schema.blocks.names.sorted()
      report(
        !schema.arguments.contains(block.type)
          ? .unsupportedBlock(block.type, known: known, at: block.location)
          : .argumentWrittenAsBlock(block.type, at: block.location))
      return
    }
    if nested.isSingle, let first = result.blocks[block.type]?.first {
      report(.duplicateNestedBlock(block.type, at: block.location, first.location))
      return
    }
    result.append(
      evaluate(block.body, nested.schema, at: block.location, in: scope), to: block.type)
  }

  // MARK: arguments

  private mutating func value(
    of attribute: ConfigurationAttribute, _ argument: Schema.Argument, in scope: InstanceScope
  ) -> EvaluatedBody.Argument? {
    if argument.usage == .computed {
      report(.computedArgument(attribute.name, at: attribute.nameLocation))
      return nil
    }
    let place = attribute.value.location
    guard let value = evaluate(attribute.value, in: scope), isLasting(value, of: attribute) else {
      return nil
    }
    do throws(ConversionError) {
      let converted = try convert(value, to: argument.type)
      return converted.isNull ? nil : EvaluatedBody.Argument(value: converted, location: place)
    } catch {
      report(.inappropriateValue(attribute.name, error.message, value, at: place))
      return nil
    }
  }

  /// What Terraform writes to its state must not be made of an ephemeral value.
  private mutating func isLasting(_ value: Value, of attribute: ConfigurationAttribute) -> Bool {
    guard value.allMarks.contains(.ephemeral) else { return true }
    report(.ephemeralArgument(attribute.name, at: attribute.value.location))
    return false
  }

  /// The attribute form of blocks: a list of complete objects.
  private mutating func objects(
    of attribute: ConfigurationAttribute, _ schema: Schema, in scope: InstanceScope
  ) -> [EvaluatedBody]? {
    let place = attribute.value.location
    guard let value = evaluate(attribute.value, in: scope), !value.isNull,
      isLasting(value, of: attribute)
    else { return nil }
    let elements: [Value]
    switch value.content {
    case .list(_, let members), .set(_, let members), .tuple(let members): elements = members
    case .unknown(let unknown):
      evaluation.demand(
        Demand(unknown.residual.sources, at: place, "to know how many rules there are"))
      failed = true
      return nil
    default:
      report(.inappropriateValue(attribute.name, "set of object required", value, at: place))
      return nil
    }
    let places = elementLocations(attribute.value, count: elements.count)
    var bodies: [EvaluatedBody] = []
    for (element, place) in zip(elements, places) {
      // Terraform's own check lets it pass; the provider does not.
      if element.isNull {
        report(.inappropriateValue(attribute.name, "no element may be null", element, at: place))
        continue
      }
      do throws(ConversionError) {
        let object = try convert(element, to: .object(schema.objectType))
        var body = EvaluatedBody(location: place)
        guard case .object(let fields) = object.content else {
          if case .unknown(let unknown) = object.content {
            evaluation.demand(
              Demand(unknown.residual.sources, at: place, "to know what the rule is"))
          }
          failed = true
          continue
        }
        for (name, value) in fields where !value.isNull {
          body.arguments[name] = EvaluatedBody.Argument(value: value, location: place)
        }
        for name in schema.required where body.arguments[name] == nil {
          report(.missingArgument(name, at: place))
        }
        bodies.append(body)
      } catch {
        report(.inappropriateValue(attribute.name, error.message, element, at: place))
      }
    }
    return bodies
  }

  /// Each element's own place where the list is written out, else that of the whole expression.
  private func elementLocations(
    _ expression: ExpressionReference, count: Int
  ) -> [SourceLocation] {
    let tree = expression.file.tree
    if case .tuple(let ids) = tree[expression.id], ids.count == count {
      return ids.map(tree.location)
    }
    return Array(repeating: expression.location, count: count)
  }

  // MARK: dynamic blocks

  private mutating func unroll(
    _ block: ConfigurationBlock, _ type: String, in scope: InstanceScope
  ) -> [(ConfigurationBody, InstanceScope)] {
    guard let content = block.body.blocks("content").first else {
      report(.missingBlock("content", at: block.location))
      return []
    }
    guard let forEach = block.body.attribute("for_each") else {
      report(.missingArgument("for_each", at: block.location))
      return []
    }
    for attribute in block.body.attributes
    where !["for_each", "iterator", "labels"].contains(attribute.name) {
      report(
        .unsupportedArgument(
          attribute.name, known: ["for_each", "iterator"], at: attribute.nameLocation))
    }
    var iterator = type
    if let name = block.body.attribute("iterator") {
      guard case .variable(let identifier) = name.value.file.tree[name.value.id] else {
        report(.invalidIterator(at: name.value.location))
        return []
      }
      iterator = identifier.text
    }
    let place = forEach.value.location
    guard let collection = evaluate(forEach.value, in: scope) else { return [] }
    if collection.isNull {
      report(.nullForEach(at: place))
      return []
    }
    guard let elements = iterate(collection) else {
      if collection.residuals.isEmpty {
        report(.invalidDynamicForEach(collection, at: place))
      } else {
        evaluation.demand(
          Demand(
            collection.residuals.flatMap(\.sources), at: place,
            "to know how many \(type) blocks there are"))
        failed = true
      }
      return []
    }
    return elements.map { key, value in
      let element: Value = .object([
        "key": key.marked(collection.marks), "value": value.marked(collection.marks),
      ])
      return (content.body, scope.binding(iterator, to: element))
    }
  }

  // MARK: reporting

  private mutating func evaluate(
    _ expression: ExpressionReference, in scope: InstanceScope
  ) -> Value? {
    do throws(EvaluationFailure) {
      return try expression.evaluate(in: scope)
    } catch {
      if case .diagnostic(let diagnostic) = error { report(diagnostic) }
      failed = true
      return nil
    }
  }

  private mutating func report(_ diagnostic: Diagnostic) {
    failed = true
    evaluation.sink.report(diagnostic.within(resource))
  }
}

extension Diagnostic {
  /// The same diagnostic with the header of the block that it is in as a further place: the one that
  /// Terraform names where the provider finds a problem.
  func within(_ header: SourceLocation, _ text: String = "in this block") -> Diagnostic {
    if labels.isEmpty || labels.contains(where: { $0.location == header }) { return self }
    return also(at: header, text)
  }
}
