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
  let bytes = Array(address.utf8)
  var segments = splitAddress(bytes)[...]
  var spoken: [ArraySlice<UInt8>] = []
  while segments.count > 1, isWord(segments.first, "module") {
    spoken.append(segments[segments.startIndex + 1])
    segments = segments.dropFirst(2)
  }
  if segments.count > 1, isWord(segments.first, "data") || isWord(segments.first, "var") {
    segments = segments.dropFirst()
  }
  if segments.count > 1, let type = segments.first {
    // That it is a group goes without saying.
    let isGroup = isWord(type, "aws_security_group") || isWord(type, "aws_default_security_group")
    if !isGroup { spoken.append(type.starts(with: "aws_".utf8) ? type.dropFirst(4) : type) }
    segments = segments.dropFirst()
  }
  return word(of: spoken + segments)
}

private func isWord(_ segment: ArraySlice<UInt8>?, _ word: String) -> Bool {
  segment.map { $0.count == word.utf8.count && $0.elementsEqual(word.utf8) } ?? false
}

/// The parts between dots, those inside brackets aside.
private func splitAddress(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
  var segments: [ArraySlice<UInt8>] = []
  var depth = 0
  var start = 0
  for (index, byte) in bytes.enumerated() {
    switch byte {
    case UInt8(ascii: "["): depth += 1
    case UInt8(ascii: "]"): depth -= 1
    case UInt8(ascii: ".") where depth <= 0:
      segments.append(bytes[start..<index])
      start = index + 1
    default: break
    }
  }
  segments.append(bytes[start...])
  return segments
}

/// Letters, digits and single underscores, not beginning with a digit.
private func word(of segments: [ArraySlice<UInt8>]) -> String {
  let underscore = UInt8(ascii: "_")
  var name: [UInt8] = []
  func separate() {
    if let last = name.last, last != underscore { name.append(underscore) }
  }
  for segment in segments {
    separate()
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
