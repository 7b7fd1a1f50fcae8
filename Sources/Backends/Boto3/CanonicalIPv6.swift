/// An IPv6 block as EC2 spells it: lower case, the longest run of zero groups left out. Text that is
/// no such block stays as it is, for EC2 to refuse.
package func canonicalIPv6Block(_ text: String) -> String {
  let parts = text.split(separator: "/", omittingEmptySubsequences: false)
  guard parts.count == 2, let groups = ipv6Groups(parts[0]) else { return text }
  return spelled(groups) + "/" + parts[1]
}

/// The eight groups of an address without an IPv4 tail.
private func ipv6Groups(_ text: Substring) -> [UInt16]? {
  func groups(_ half: Substring) -> [UInt16]? {
    if half.isEmpty { return [] }
    var numbers: [UInt16] = []
    for word in half.split(separator: ":", omittingEmptySubsequences: false) {
      guard let number = UInt16(word, radix: 16), !word.hasPrefix("+") else { return nil }
      numbers.append(number)
    }
    return numbers
  }
  let halves = text.split(separator: "::", omittingEmptySubsequences: false)
  guard let head = groups(halves[0]) else { return nil }
  if halves.count == 1 { return head.count == 8 ? head : nil }
  guard halves.count == 2, let tail = groups(halves[1]), head.count + tail.count < 8 else {
    return nil
  }
  return head + Array(repeating: 0, count: 8 - head.count - tail.count) + tail
}

private func spelled(_ groups: [UInt16]) -> String {
  var zeros = 0..<0
  var start = 0
  while start < groups.count {
    let end = groups[start...].firstIndex { $0 != 0 } ?? groups.count
    if end - start > max(1, zeros.count) { zeros = start..<end }
    start = end + 1
  }
  func words(_ part: ArraySlice<UInt16>) -> String {
    part.map { String($0, radix: 16) }.joined(separator: ":")
  }
  if zeros.isEmpty { return words(groups[...]) }
  return words(groups[..<zeros.lowerBound]) + "::" + words(groups[zeros.upperBound...])
}
