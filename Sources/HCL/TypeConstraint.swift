package import Diagnostics

/// What a variable's `type` says: a type, some of whose object attributes may be optional, and the
/// defaults of those.
package struct TypeConstraint: Hashable, Sendable {
  package var type: ValueType
  package var defaults: Defaults

  package init(type: ValueType, defaults: Defaults = .none) {
    self.type = type
    self.defaults = defaults
  }

  /// The value with the defaults of absent attributes; convert it to `type` next.
  package func apply(defaultsTo value: Value) -> Value { defaults.apply(to: value) }
}

/// The type that an expression such as `list(object({ port = optional(number, 443) }))` denotes.
///
/// - Parameter evaluate: the value of a constant expression, or nil after it reported why it has none.
/// - Returns: what can be made of the expression; a part that is no type is `any`, and is reported.
package func typeConstraint(
  _ id: ExpressionID, in tree: SyntaxTree, into sink: inout DiagnosticSink,
  evaluate: (ExpressionID) -> Value?
) -> TypeConstraint {
  withoutActuallyEscaping(evaluate) { evaluate in
    var reader = TypeReader(tree: tree, sink: sink, evaluate: evaluate)
    let constraint = reader.readVariableType(id)
    sink = reader.sink
    return constraint
  }
}

private struct TypeReader {
  let tree: SyntaxTree
  var sink: DiagnosticSink
  let evaluate: (ExpressionID) -> Value?

  private static let any = TypeConstraint(type: .dynamic)

  /// At the top, forms of older Terraform versions are understood.
  mutating func readVariableType(_ id: ExpressionID) -> TypeConstraint {
    switch tree[id] {
    case .variable(let name) where name.text == "list":
      return TypeConstraint(type: .list(.dynamic))
    case .variable(let name) where name.text == "map":
      return TypeConstraint(type: .map(.dynamic))
    case .string(let text): return readQuoted(text, id)
    default: return read(id)
    }
  }

  private mutating func readQuoted(_ text: String, _ id: ExpressionID) -> TypeConstraint {
    sink.report(.quotedType(text, at: tree.location(id)))
    return switch text {
    case "string": TypeConstraint(type: .string)
    case "list": TypeConstraint(type: .list(.string))
    case "map": TypeConstraint(type: .map(.string))
    default: TypeReader.any
    }
  }

  private mutating func read(_ id: ExpressionID) -> TypeConstraint {
    switch tree[id] {
    case .variable(let name): return readKeyword(name.text, id)
    case .null: return fail("The keyword \"null\" is not a valid type specification.", id)
    case .bool(let flag):
      return fail("The keyword \"\(flag)\" is not a valid type specification.", id)
    case .call(let name, let arguments, _): return readCall(name, arguments, id)
    // The parser has reported it.
    case .invalid: return TypeReader.any
    default:
      return fail(
        "A type specification is either a primitive type keyword (bool, number, string) or a "
          + "complex type constructor call, like list(string).", id)
    }
  }

  private mutating func readKeyword(_ keyword: String, _ id: ExpressionID) -> TypeConstraint {
    switch keyword {
    case "string": return TypeConstraint(type: .string)
    case "number": return TypeConstraint(type: .number)
    case "bool": return TypeConstraint(type: .bool)
    case "any": return TypeReader.any
    case "list", "set", "map", "object", "tuple": return failArgument(of: keyword, tree.span(id))
    default:
      sink.report(
        .invalidType(
          "The keyword \"\(keyword)\" is not a valid type specification.",
          meant: nearestName(to: keyword, among: TypeReader.keywords), at: tree.location(id)))
      return TypeReader.any
    }
  }

  private static let keywords = [
    "string", "number", "bool", "any", "list", "set", "map", "object", "tuple",
  ]

  private mutating func readCall(
    _ name: Identifier, _ arguments: [ExpressionID], _ id: ExpressionID
  ) -> TypeConstraint {
    switch name.text {
    case "string", "number", "bool":
      return fail("Primitive type keyword \"\(name.text)\" does not expect arguments.", id)
    case "any":
      return fail("Type constraint keyword \"any\" does not expect arguments.", id)
    case "optional":
      return fail(
        "Keyword \"optional\" is valid only as a modifier for object type attributes.", name.span)
    case "list", "set", "map", "object", "tuple": break
    default:
      sink.report(
        .invalidType(
          "Keyword \"\(name.text)\" is not a valid type constructor.",
          meant: nearestName(to: name.text, among: TypeReader.keywords), at: tree.location(id)))
      return TypeReader.any
    }
    guard arguments.count == 1 else {
      let span = arguments.count > 1 ? tree.span(arguments[1]) : tree.span(id)
      return failArgument(of: name.text, span)
    }
    switch name.text {
    case "object": return readObject(arguments[0])
    case "tuple": return readTuple(arguments[0])
    default: break
    }
    let element = read(arguments[0])
    let defaults: Defaults = element.defaults == .none ? .none : .element(element.defaults)
    return switch name.text {
    case "list": TypeConstraint(type: .list(element.type), defaults: defaults)
    case "set": TypeConstraint(type: .set(element.type), defaults: defaults)
    default: TypeConstraint(type: .map(element.type), defaults: defaults)
    }
  }

  private mutating func readTuple(_ id: ExpressionID) -> TypeConstraint {
    guard case .tuple(let expressions) = tree[id] else {
      return fail("Tuple type constructor requires a list of element types.", id)
    }
    var elements: [TypeConstraint] = []
    for expression in expressions { elements.append(read(expression)) }
    let defaults = elements.map(\.defaults)
    return TypeConstraint(
      type: .tuple(elements.map(\.type)),
      defaults: defaults.allSatisfy { $0 == .none } ? .none : .elements(defaults))
  }

  private mutating func readObject(_ id: ExpressionID) -> TypeConstraint {
    guard case .object(let items) = tree[id] else {
      return fail(
        "Object type constructor requires a map whose keys are attribute names and whose values are "
          + "the corresponding attribute types.", id)
    }
    var object = ObjectType([:])
    var values: [String: Value] = [:]
    var nested: [String: Defaults] = [:]
    for item in items {
      guard let name = attributeName(item.key) else {
        report("Object constructor map keys must be attribute names.", tree.span(item.key))
        continue
      }
      if object.attributes[name] != nil {
        report("Object constructor map keys must be unique.", tree.span(item.key))
        continue
      }
      let attribute = readAttribute(item.value)
      object.attributes[name] = attribute.constraint.type
      if attribute.isOptional { object.optional.insert(name) }
      values[name] = attribute.value
      if attribute.constraint.defaults != .none { nested[name] = attribute.constraint.defaults }
    }
    return TypeConstraint(
      type: .object(object),
      defaults: values.isEmpty && nested.isEmpty
        ? .none : .attributes(values: values, nested: nested))
  }

  /// A key without quotes.
  private func attributeName(_ key: ExpressionID) -> String? {
    switch tree[key] {
    case .variable(let name): return name.text
    case .string(let text):
      let span = tree.span(key)
      return Int(span.end) - Int(span.start) == text.utf8.count ? text : nil
    default: return nil
    }
  }

  private mutating func readAttribute(
    _ id: ExpressionID
  ) -> (constraint: TypeConstraint, isOptional: Bool, value: Value?) {
    guard case .call(let name, let arguments, _) = tree[id], name.text == "optional" else {
      return (read(id), false, nil)
    }
    guard let type = arguments.first else {
      report(
        "Optional attribute modifier requires the attribute type as its argument.", tree.span(id))
      return (TypeReader.any, true, nil)
    }
    if arguments.count > 2 {
      report(
        "Optional attribute modifier expects at most two arguments: the attribute type, and a "
          + "default value.", tree.span(arguments[2]))
    }
    let constraint = read(type)
    guard arguments.count == 2, let value = evaluate(arguments[1]) else {
      return (constraint, true, nil)
    }
    do throws(ConversionError) {
      return (constraint, true, try convert(value, to: constraint.type))
    } catch {
      sink.report(.invalidOptionalDefault(error, at: tree.location(arguments[1])))
      return (constraint, true, nil)
    }
  }

  private mutating func failArgument(of constructor: String, _ span: SourceSpan) -> TypeConstraint {
    let what =
      switch constructor {
      case "object": "the attribute types and values as a map"
      case "tuple": "the element types as a list"
      default: "the element type"
      }
    return fail(
      "The \(constructor) type constructor requires one argument specifying \(what).", span)
  }

  private mutating func fail(_ detail: String, _ id: ExpressionID) -> TypeConstraint {
    fail(detail, tree.span(id))
  }

  private mutating func fail(_ detail: String, _ span: SourceSpan) -> TypeConstraint {
    report(detail, span)
    return TypeReader.any
  }

  private mutating func report(_ detail: String, _ span: SourceSpan) {
    sink.report(.invalidType(detail, at: tree.location(span)))
  }
}
