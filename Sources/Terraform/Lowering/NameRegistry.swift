/// Names of inputs, lookups and groups: each is an identifier, and no two are the same.
struct NameRegistry {
  private var taken: Set<String> = []
  private var variableNames: [String: String] = [:]

  /// Variables have the first choice, so that `var.vpc_id` is `vpc_id` whatever else there is.
  init(variables: [String]) {
    for variable in variables {
      variableNames[variable] = take(identifierText(variable), "input")
    }
  }

  func variable(_ name: String) -> String { variableNames[name] ?? identifierText(name) }

  mutating func takeGroup(_ name: String) -> String { take(name, "sg") }

  mutating func takeInput(_ name: String) -> String { take(name, "input") }

  mutating func takeLookup(_ name: String) -> String { take(name, "found") }

  private mutating func take(_ name: String, _ kind: String) -> String {
    if taken.insert(name).inserted { return name }
    var candidate = "\(name)_\(kind)"
    var number = 2
    while !taken.insert(candidate).inserted {
      candidate = "\(name)_\(kind)_\(number)"
      number += 1
    }
    return candidate
  }
}

/// A name that every target takes: `aws_vpc.main.id` → `vpc_main_id`,
/// `module.web["a"].aws_security_group.this[0]` → `web_a_this_0`.
func identifierText(_ address: String) -> String {
  var segments = splitAddress(address)[...]
  var spoken: [String] = []
  while segments.count > 1, segments.first == "module" {
    spoken.append(segments[segments.startIndex + 1])
    segments = segments.dropFirst(2)
  }
  if segments.count > 1, segments.first == "data" || segments.first == "var" {
    segments = segments.dropFirst()
  }
  if segments.count > 1, let type = segments.first {
    // That it is a group goes without saying.
    let isGroup = type == "aws_security_group" || type == "aws_default_security_group"
    if !isGroup { spoken.append(type.hasPrefix("aws_") ? String(type.dropFirst(4)) : type) }
    segments = segments.dropFirst()
  }
  return word(of: (spoken + segments).joined(separator: "_"))
}

/// The parts between dots, those inside brackets aside.
private func splitAddress(_ address: String) -> [String] {
  var segments: [String] = [""]
  var depth = 0
  for scalar in address.unicodeScalars {
    if scalar == "[" { depth += 1 }
    if scalar == "]" { depth -= 1 }
    if scalar == ".", depth <= 0 {
      segments.append("")
    } else {
      segments[segments.count - 1].unicodeScalars.append(scalar)
    }
  }
  return segments
}

/// Letters, digits and single underscores, not beginning with a digit.
private func word(of text: String) -> String {
  var name = ""
  for scalar in text.unicodeScalars {
    if isWordCharacter(scalar) {
      name.unicodeScalars.append(scalar)
    } else if !name.isEmpty, !name.hasSuffix("_") {
      name += "_"
    }
  }
  if name.hasSuffix("_"), name.utf8.count > 1 { name.removeLast() }
  guard let first = name.utf8.first else { return "unnamed" }
  return (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) ? "_\(name)" : name
}

private func isWordCharacter(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar {
  case "a"..."z", "A"..."Z", "0"..."9": true
  default: false
  }
}
