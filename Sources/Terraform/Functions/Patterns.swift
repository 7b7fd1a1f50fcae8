import HCL

/// Functions that search with regular expressions.
let patternFunctions = [regex, regexall]

private let regex = Function(
  "regex", [.init("pattern", .string), .init("string", .string)], returns: .dynamic,
  documentation: "The first match of a pattern: a string, or where it has groups a list or, if "
    + "they are named, an object of what they matched.",
  example: .init(#"regex("(\\d+)-(\\d+)", "ports 80-90")"#, #"["80","90"]"#)
) { arguments, _ throws(FunctionError) in
  let pattern = try compile(arguments)
  let text = Array(try arguments.string(1).unicodeScalars)
  guard let match = pattern.firstMatch(in: text) else {
    throw FunctionError("pattern did not match any part of the given string")
  }
  return captures(pattern, match, text)
}

private let regexall = Function(
  "regexall", [.init("pattern", .string), .init("string", .string)], returns: .list(.dynamic),
  documentation: "All matches of a pattern, each as `regex` gives it.",
  example: .init(#"regexall("[a-z]+", "1234abcd5678efgh9")"#, #"["abcd","efgh"]"#)
) { arguments, _ throws(FunctionError) in
  let pattern = try compile(arguments)
  let text = Array(try arguments.string(1).unicodeScalars)
  return .list(
    resultType(pattern), pattern.matches(in: text).map { captures(pattern, $0, text) })
}

private func compile(_ arguments: [Value]) throws(FunctionError) -> Regex {
  let text = try arguments.string(0)
  let pattern: Regex
  do throws(RegexError) { pattern = try Regex(text) } catch {
    throw FunctionError(
      "invalid regexp pattern: \(error.message) in \(error.fragment)", argument: 0)
  }
  let named = pattern.groupNames.count { $0 != nil }
  if named != 0, named != pattern.groupNames.count {
    throw FunctionError(
      "invalid regexp pattern: cannot mix both named and unnamed capture groups", argument: 0)
  }
  return pattern
}

private func resultType(_ pattern: Regex) -> ValueType {
  guard let first = pattern.groupNames.first else { return .string }
  if first == nil { return .tuple(pattern.groupNames.map { _ in .string }) }
  let names = pattern.groupNames.compactMap { $0 }
  return .object(ObjectType(Dictionary(names.map { ($0, .string) }, uniquingKeysWith: { $1 })))
}

private func captures(_ pattern: Regex, _ match: RegexMatch, _ text: [Unicode.Scalar]) -> Value {
  if pattern.groupNames.isEmpty { return .string(string(text[match.range])) }
  let groups = match.groups.dropFirst().map { range in
    range.map { Value.string(string(text[$0])) } ?? Value(.null(.string))
  }
  if pattern.groupNames.contains(nil) { return .tuple(groups) }
  let names = pattern.groupNames.compactMap { $0 }
  return .object(Fields(zip(names, groups).map { (name: $0, value: $1) }))
}

private func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
  var view = String.UnicodeScalarView()
  view.append(contentsOf: scalars)
  return String(view)
}

/// The text with all matches replaced by a template in which `$1`, `$name` and `${name}` are groups.
func replaceMatches(
  of pattern: String, in text: String, with template: String
) throws(FunctionError) -> String {
  let regex: Regex
  do throws(RegexError) { regex = try Regex(pattern) } catch {
    throw FunctionError("error parsing regexp: \(error.message): `\(error.fragment)`")
  }
  let scalars = Array(text.unicodeScalars)
  let pieces = templatePieces(template)
  var result = String.UnicodeScalarView()
  var position = 0
  // Scalars, of which a string has no more than bytes.
  var length = 0
  for match in regex.matches(in: scalars) {
    length += match.range.lowerBound - position + template.unicodeScalars.count
    if length > EvaluationBudget.maximumText {
      throw FunctionError(
        "the result would have more than \(EvaluationBudget.maximumText) bytes, which is the limit")
    }
    result.append(contentsOf: scalars[position..<match.range.lowerBound])
    for piece in pieces {
      switch piece {
      case .literal(let text): result.append(contentsOf: text)
      case .group(let name):
        if let index = regex.groupIndex(name), let range = match.groups[index] {
          result.append(contentsOf: scalars[range])
        }
      }
    }
    position = match.range.upperBound
  }
  result.append(contentsOf: scalars[position...])
  return String(result)
}

extension Regex {
  /// A group by its number or its name.
  fileprivate func groupIndex(_ name: String) -> Int? {
    if name.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
      return Int(name).flatMap { $0 <= groupNames.count ? $0 : nil }
    }
    return groupNames.firstIndex(of: name).map { $0 + 1 }
  }
}

private enum TemplatePiece {
  case literal([Unicode.Scalar])
  case group(String)
}

private func templatePieces(_ template: String) -> [TemplatePiece] {
  let scalars = Array(template.unicodeScalars)
  var pieces: [TemplatePiece] = []
  var index = 0
  while index < scalars.count {
    guard scalars[index] == "$" else {
      let end = scalars[index...].firstIndex(of: "$") ?? scalars.count
      pieces.append(.literal(Array(scalars[index..<end])))
      index = end
      continue
    }
    let isBraced = index + 1 < scalars.count && scalars[index + 1] == "{"
    let start = index + (isBraced ? 2 : 1)
    var end = start
    while end < scalars.count, isNamePart(scalars[end]) { end += 1 }
    let isClosed = !isBraced || end < scalars.count && scalars[end] == "}"
    if end > start, isClosed {
      pieces.append(.group(string(scalars[start..<end])))
      index = isBraced ? end + 1 : end
    } else {
      // `$$` is a dollar sign, and so is one that names nothing.
      pieces.append(.literal(["$"]))
      index += start < scalars.count && !isBraced && scalars[start] == "$" ? 2 : 1
    }
  }
  return pieces
}

private func isNamePart(_ scalar: Unicode.Scalar) -> Bool {
  scalar == "_" || scalar.properties.isAlphabetic
    || scalar.properties.generalCategory == .decimalNumber
}
