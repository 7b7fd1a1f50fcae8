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
  var spoken: [Substring.UTF8View] = []
  while segments.count > 1, segments.first?.elementsEqual("module".utf8) == true {
    spoken.append(segments[segments.startIndex + 1])
    segments = segments.dropFirst(2)
  }
  if segments.count > 1, let first = segments.first,
    first.elementsEqual("data".utf8) || first.elementsEqual("var".utf8)
  {
    segments = segments.dropFirst()
  }
  if segments.count > 1, let type = segments.first {
    // That it is a group goes without saying.
    let isGroup =
      type.elementsEqual("aws_security_group".utf8)
      || type.elementsEqual("aws_default_security_group".utf8)
    if !isGroup { spoken.append(type.starts(with: "aws_".utf8) ? type.dropFirst(4) : type) }
    segments = segments.dropFirst()
  }
  return word(of: spoken + segments)
}

/// The parts between dots, those inside brackets aside.
private func splitAddress(_ address: String) -> [Substring.UTF8View] {
  var segments: [Substring.UTF8View] = []
  var depth = 0
  let bytes = address[...].utf8
  var start = bytes.startIndex
  for index in bytes.indices {
    switch bytes[index] {
    case UInt8(ascii: "["): depth += 1
    case UInt8(ascii: "]"): depth -= 1
    case UInt8(ascii: ".") where depth <= 0:
      segments.append(bytes[start..<index])
      start = bytes.index(after: index)
    default: break
    }
  }
  segments.append(bytes[start...])
  return segments
}

/// Letters, digits and single underscores, not beginning with a digit.
private func word(of segments: [Substring.UTF8View]) -> String {
  let underscore = UInt8(ascii: "_")
  var name: [UInt8] = []
  func separate() {
    if let last = name.last, last != underscore { name.append(underscore) }
  }
  for (index, segment) in segments.enumerated() {
    if index > 0 { separate() }
    for byte in segment {
      if isWordCharacter(byte) { name.append(byte) } else { separate() }
    }
  }
  if name.last == underscore, name.count > 1 { name.removeLast() }
  guard let first = name.first else { return "unnamed" }
  if (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) { name.insert(underscore, at: 0) }
  return String(decoding: name, as: UTF8.self)
}

private func isWordCharacter(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
    UInt8(ascii: "0")...UInt8(ascii: "9"):
    true
  default: false
  }
}
