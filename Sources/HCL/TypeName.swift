extension ValueType {
  /// The type as Terraform's `type` function prints it, over several lines where it has parts.
  package var name: String { name(indent: "") }

  private func name(indent: String) -> String {
    let inner = indent + "    "
    func call(_ constructor: String, _ element: ValueType) -> String {
      switch element {
      case .object, .tuple:
        "\(constructor)(\n\(inner)\(element.name(indent: inner)),\n\(indent))"
      default: "\(constructor)(\(element.name(indent: indent)))"
      }
    }
    switch self {
    case .dynamic: return "dynamic"
    case .bool: return "bool"
    case .number: return "number"
    case .string: return "string"
    case .list(let element): return call("list", element)
    case .set(let element): return call("set", element)
    case .map(let element): return call("map", element)
    case .tuple(let elements):
      if elements.isEmpty { return "tuple([])" }
      let lines = elements.map { "\(inner)\($0.name(indent: inner)),\n" }
      return "tuple([\n\(lines.joined())\(indent)])"
    case .object(let object):
      if object.attributes.isEmpty { return "object({})" }
      let lines = object.names.map { name in
        "\(inner)\(name): \((object.attributes[name] ?? .dynamic).name(indent: inner)),\n"
      }
      return "object({\n\(lines.joined())\(indent)})"
    }
  }

  /// The type in a sentence about a value: "list of string", "object".
  package var friendlyName: String { friendlyName(ofDynamic: "dynamic", element: "dynamic") }

  /// The type in a sentence about what is asked for: "list of any single type".
  package var constraintName: String {
    friendlyName(ofDynamic: "any type", element: "any single type")
  }

  /// The sentence that Terraform ends with when a value of another type is given.
  package var requirement: String { "\(constraintName) required" }

  private func friendlyName(ofDynamic dynamic: String, element: String) -> String {
    func member(_ type: ValueType) -> String {
      type == .dynamic ? element : type.friendlyName(ofDynamic: dynamic, element: element)
    }
    return switch self {
    case .dynamic: dynamic
    case .bool: "bool"
    case .number: "number"
    case .string: "string"
    case .list(let type): "list of \(member(type))"
    case .set(let type): "set of \(member(type))"
    case .map(let type): "map of \(member(type))"
    case .tuple: "tuple"
    case .object: "object"
    }
  }
}
