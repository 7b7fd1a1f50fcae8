import SecurityGroupIR

/// A name for something that there is once in each Region, as that is written in the configuration.
struct RegionNames: Sendable {
  private var home: String?
  private var known: [String: String] = [:]
  private var computed: [(region: Term, name: String)] = []

  var isEmpty: Bool { home == nil && known.isEmpty && computed.isEmpty }

  /// Nil is the Region in which the script runs.
  subscript(region: Term?) -> String? {
    get {
      switch region {
      case nil: home
      case .literal(.string(let text))?: known[text]
      case let region?: computed.first { $0.region == region }?.name
      }
    }
    set {
      switch region {
      case nil: home = newValue
      case .literal(.string(let text))?: known[text] = newValue
      case let region?:
        if let newValue { computed.append((region, newValue)) }
      }
    }
  }

  /// In the order of the names.
  var all: [(region: Term?, name: String)] {
    let home = self.home.map { [(region: Term?.none, name: $0)] } ?? []
    let known = self.known.map { (region: Term?.some(.text($0.key)), name: $0.value) }
    let computed = self.computed.map { (region: Term?.some($0.region), name: $0.name) }
    return (home + known + computed).sorted { $0.name < $1.name }
  }
}
