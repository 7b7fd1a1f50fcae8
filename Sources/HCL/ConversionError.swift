/// Why a value cannot have the type that is asked for.
package struct ConversionError: Error, Hashable, Sendable {
  package enum Step: Hashable, Sendable {
    case attribute(String)
    case index(Int)
    case key(String)
  }

  /// Terraform's words, which may name the place themselves: `element 1: string required`.
  package var message: String
  /// Where in the value, from the outside in, if it is not the whole.
  package var path: [Step]

  package init(_ message: String, path: [Step] = []) {
    self.message = message
    self.path = path
  }

  func within(_ step: Step) -> ConversionError { ConversionError(message, path: [step] + path) }

  /// The path as an expression would continue: `[0].port`.
  package var pathText: String {
    path.map { step in
      switch step {
      case .attribute(let name): ".\(name)"
      case .index(let index): "[\(index)]"
      case .key(let key): "[\(quoted(key))]"
      }
    }.joined()
  }

  /// The message, after the place it is about.
  package var description: String { path.isEmpty ? message : "\(pathText): \(message)" }
}

/// What is wrong with a type, in Terraform's words.
func mismatch(_ source: ValueType, _ target: ValueType) -> String {
  switch (source, target) {
  case (.object(let source), .object(let target)): return mismatch(source, target)
  case (.tuple, .list(.dynamic)): return "all list elements must have the same type"
  case (.tuple, .set(.dynamic)): return "all set elements must have the same type"
  case (.object, .map(.dynamic)): return "all map elements must have the same type"
  case (.tuple(let elements), .list(let wanted)), (.tuple(let elements), .set(let wanted)):
    guard let index = elements.firstIndex(where: { !$0.converts(to: wanted) }) else {
      return "all elements must be \(wanted.constraintName)"
    }
    return "element \(index): \(mismatch(elements[index], wanted))"
  case (.object(let object), .map(let wanted)):
    for name in object.names {
      guard let type = object.attributes[name], !type.converts(to: wanted) else { continue }
      return "element \(quoted(name)): \(mismatch(type, wanted))"
    }
    return "all elements must be \(wanted.constraintName)"
  case (.list(let element), .list(let wanted)), (.set(let element), .list(let wanted)):
    return "incorrect list element type: \(mismatch(element, wanted))"
  case (.list(let element), .set(let wanted)), (.set(let element), .set(let wanted)):
    return "incorrect set element type: \(mismatch(element, wanted))"
  case (.map(let element), .map(let wanted)):
    return "incorrect map element type: \(mismatch(element, wanted))"
  default: return target.requirement
  }
}

private func mismatch(_ source: ObjectType, _ target: ObjectType) -> String {
  let missing = target.names.filter {
    source.attributes[$0] == nil && !target.optional.contains($0)
  }.map(quoted)
  switch missing.count {
  case 0: break
  case 1: return "attribute \(missing[0]) is required"
  case 2: return "attributes \(missing[0]) and \(missing[1]) are required"
  default:
    let others = missing.dropLast().joined(separator: ", ")
    return "attributes \(others), and \(missing[missing.count - 1]) are required"
  }
  for name in target.names {
    if let given = source.attributes[name], let wanted = target.attributes[name],
      !given.converts(to: wanted)
    {
      return "attribute \(quoted(name)): \(mismatch(given, wanted))"
    }
  }
  return "incorrect object attributes"
}
