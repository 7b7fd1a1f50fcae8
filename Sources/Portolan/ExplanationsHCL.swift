extension Explanations {
  static let hcl: [Explanation] = []
}
