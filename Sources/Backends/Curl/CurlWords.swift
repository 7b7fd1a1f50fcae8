import CodePrinter
import SecurityGroupIR

/// Values of a plan as words of the script.
struct CurlWords {
  /// By the name under which the plan asks for an input.
  let inputs: [String: (variable: String, type: InputType)]
  let results: CurlResults

  /// One argument of a request, or several.
  enum Argument {
    case word(ShellWord)
    /// All elements of a list variable: whole parameters.
    case list(String)
    /// `NAME.1=…`, `NAME.2=…` for texts and elements of list variables.
    case numbered(String, [String])
  }

  /// A parameter as the Query API takes it.
  func arguments(
    _ name: String, _ json: JSON, in operation: String, isOutermost: Bool = true
  ) -> [Argument] {
    arguments(
      QueryNames.name(of: name, in: operation, isOutermost: isOutermost), path: json, operation)
  }

  private func arguments(_ path: String, path json: JSON, _ operation: String) -> [Argument] {
    if let key = CurlResults.key(json), case .list? = CurlResults.extraction(key.path) {
      return [.list(results.variables[key] ?? "")]
    }
    switch json {
    case .array(let elements):
      if elements.contains(where: { Self.loop($0) != nil }) {
        return [.numbered(path, elements.map(quotedElements))]
      }
      return elements.enumerated().flatMap { index, element in
        arguments("\(path).\(index + 1)", path: element, operation)
      }
    case .object(let fields), .section(let fields):
      if Self.loop(json) != nil { return [.numbered(path, [quotedElements(json)])] }
      if fields.first?.name.hasPrefix("$") == true { break }
      return fields.flatMap { field in
        arguments(
          path + "." + QueryNames.name(of: field.name, in: operation, isOutermost: false),
          path: field.value, operation)
      }
    default: break
    }
    return [.word(ShellWord(path + "=") + word(json))]
  }

  /// The list of an `$each`.
  static func loop(_ json: JSON) -> JSON? {
    guard case .object(let fields) = json.unmarked, fields.first?.name == "$each" else {
      return nil
    }
    return fields[0].value
  }

  private func quotedElements(_ json: JSON) -> String {
    guard let list = Self.loop(json) else { return word(json).quoted }
    if let key = CurlResults.key(list) { return "\"${\(results.variables[key] ?? "")[@]}\"" }
    return words(list).quoted
  }

  func word(_ json: JSON) -> ShellWord {
    if let key = CurlResults.key(json) { return .variable(results.variables[key] ?? "") }
    switch json {
    case .bool(let value): return value ? "true" : "false"
    case .number(let text), .string(let text): return ShellWord(text)
    case .object:
      if let input = json["$input"] { return words(input) }
      guard case .array(let parts)? = json["$concat"] else { return "" }
      return ShellWord.join(parts.map(word), "")
    // Not where a word is wanted.
    case .null, .array, .section, .marked: return ""
    }
  }

  /// The value of an input: of a list, words with blanks between.
  func words(_ input: JSON) -> ShellWord {
    guard case .string(let name) = input else { return "" }
    return .variable(inputs[name]?.variable ?? "")
  }

  /// An output as other scripts show it: text as it is, structures as JSON.
  func output(_ json: JSON) -> ShellWord {
    switch json {
    case .array: return self.json(json)
    case .object(let fields) where fields.first?.name.hasPrefix("$") != true: return self.json(json)
    default: return word(json)
    }
  }

  /// Whether an input in it is a list or structure: JSON of its words would have to be put together.
  func holdStructure(_ json: JSON) -> Bool {
    if case .string(let name)? = json["$input"] { return inputs[name]?.type.isScalar != true }
    return json.children.contains(where: holdStructure)
  }

  private func json(_ value: JSON) -> ShellWord {
    switch value {
    case .array(let elements):
      return "[" + ShellWord.join(elements.map(json), ",") + "]"
    case .object(let fields) where fields.first?.name.hasPrefix("$") != true:
      let members = fields.map { ShellWord(jsonString($0.name) + ":") + json($0.value) }
      return "{" + ShellWord.join(members, ",") + "}"
    case .string(let text): return ShellWord(jsonString(text))
    case .null: return "null"
    case .bool, .number: return word(value)
    case .object, .section, .marked:
      if case .string(let name)? = value["$input"], let type = inputs[name]?.type,
        type == .number || type == .bool
      {
        return word(value)
      }
      return ShellWord([.output(ofCommand: "json \(word(value).quoted)")])
    }
  }
}

extension JSON {
  /// Without the place that it comes from.
  var unmarked: JSON { if case .marked(_, let inner) = self { inner } else { self } }

  var mark: SourceMark? { if case .marked(let mark, _) = self { mark } else { nil } }
}
