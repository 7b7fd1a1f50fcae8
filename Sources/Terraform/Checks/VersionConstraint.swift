/// `>= 1.3, < 2.0`: what `required_version` and the versions of providers are written in.
struct VersionConstraint: Equatable {
  fileprivate var terms: [Term] = []

  fileprivate struct Term: Equatable {
    var comparison: String
    var version: Version
    /// How many segments are written, which decides what `~>` leaves open.
    var precision: Int
  }

  struct Version: Equatable {
    var segments: [Int]
    var prerelease: String

    init(_ segments: [Int], prerelease: String = "") {
      self.segments = segments
      self.prerelease = prerelease
    }

    func isBefore(_ other: Version) -> Bool {
      for index in 0..<max(segments.count, other.segments.count) {
        let left = index < segments.count ? segments[index] : 0
        let right = index < other.segments.count ? other.segments[index] : 0
        if left != right { return left < right }
      }
      if prerelease.isEmpty != other.prerelease.isEmpty { return !prerelease.isEmpty }
      return prerelease.utf8.lexicographicallyPrecedes(other.prerelease.utf8)
    }

    func equals(_ other: Version) -> Bool { !isBefore(other) && !other.isBefore(self) }
  }

  /// Nil if the text is no constraint.
  init?(_ text: String) {
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let term = trimmed(part)
      let comparison = String(term.prefix { "=!<>~".contains($0) })
      guard ["", "=", "!=", ">", "<", ">=", "<=", "~>"].contains(comparison) else { return nil }
      guard let (version, precision) = parse(trimmed(term.dropFirst(comparison.count))) else {
        return nil
      }
      terms.append(Term(comparison: comparison, version: version, precision: precision))
    }
  }

  func allows(_ version: Version) -> Bool { terms.allSatisfy { $0.allows(version) } }
}

extension VersionConstraint.Term {
  fileprivate func allows(_ candidate: VersionConstraint.Version) -> Bool {
    switch comparison {
    case "!=": return !candidate.equals(version)
    case ">": return version.isBefore(candidate)
    case "<": return candidate.isBefore(version)
    case ">=": return !candidate.isBefore(version)
    case "<=": return !version.isBefore(candidate)
    case "~>":
      let kept = max(precision - 1, 1)
      let same = (0..<kept).allSatisfy { index in
        (index < candidate.segments.count ? candidate.segments[index] : 0)
          == (index < version.segments.count ? version.segments[index] : 0)
      }
      return same && !candidate.isBefore(version)
    default: return candidate.equals(version)
    }
  }
}

private func trimmed(_ text: Substring) -> Substring {
  let start = text.drop { $0 == " " }
  guard let last = start.lastIndex(where: { $0 != " " }) else { return "" }
  return start[...last]
}

private func parse(_ text: Substring) -> (VersionConstraint.Version, precision: Int)? {
  let unprefixed = text.hasPrefix("v") ? text.dropFirst() : text
  let core = unprefixed.prefix { $0 != "-" && $0 != "+" }
  let rest = unprefixed.dropFirst(core.count)
  let segments = core.split(separator: ".", omittingEmptySubsequences: false).map { segment in
    segment.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(segment) : nil
  }
  guard !segments.isEmpty, !segments.contains(nil) else { return nil }
  let suffix = rest.prefix { $0 != "+" }.dropFirst()
  if rest == "-" || rest == "+" { return nil }
  return (
    VersionConstraint.Version(segments.compactMap(\.self), prerelease: String(suffix)),
    segments.count
  )
}
