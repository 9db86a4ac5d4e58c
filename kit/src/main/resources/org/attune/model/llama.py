  def norm(self: __torch__.M, x: Tensor, w: Tensor) -> Tensor:
    return torch.mul((self).unit(x, ), w)

  def turn(self: __torch__.M, x: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
    y = torch.to(x, 6)
    a = torch.slice(y, 3, 0, $HALF)
    b = torch.slice(y, 3, $HALF, $HEAD)
    return torch.cat([torch.sub(torch.mul(a, cos), torch.mul(b, sin)), torch.add(torch.mul(b, cos), torch.mul(a, sin))], 3)

  def unit(self: __torch__.M, x: Tensor) -> Tensor:
    size = torch.linalg_vector_norm(x, 2, [-1], True)
    return torch.mul(x, torch.rsqrt(torch.add(torch.div(torch.mul(size, size), $WIDTH), $EPSILON)))

  def heads(self: __torch__.M, x: Tensor, w: Tensor, n: int) -> Tensor:
    y = (self).linear(x, w, )
    return torch.reshape(y, [torch.size(y, 0), torch.size(y, 1), n, $HEAD])

  def feed(self: __torch__.M, x: Tensor, gate: Tensor, up: Tensor, down: Tensor) -> Tensor:
    h = (self).ready(x, )
    g = torch.silu((self).linear(h, gate, ))
    return (self).linear((self).ready(torch.mul(g, (self).linear(h, up, )), ), down, )

  def mix(self: __torch__.M, a: Tensor, w: Tensor) -> Tensor:
    t = torch.transpose(a, 1, 2)
    return (self).linear((self).ready(torch.reshape(t, [torch.size(t, 0), torch.size(t, 1), $QUERIES]), ), w, )

  def hidden(self: __torch__.M, ids: Tensor, cos: Tensor, sin: Tensor, P: List[Tensor]) -> Tensor:
    x = torch.embedding(P[0], ids)
    for layer in range($LAYERS):
      at = torch.add(torch.mul(layer, 9), 1)
      h = (self).ready((self).norm(x, P[at], ), )
      q = torch.transpose((self).turn((self).heads(h, P[torch.add(at, 1)], $QHEADS, ), cos, sin, ), 1, 2)
      k = torch.transpose((self).turn((self).heads(h, P[torch.add(at, 2)], $KVHEADS, ), cos, sin, ), 1, 2)
      v = torch.transpose((self).heads(h, P[torch.add(at, 3)], $KVHEADS, ), 1, 2)
      a = (self).attend(q, k, v, )
      x = torch.add(x, (self).mix(a, P[torch.add(at, 4)], ))
      h2 = (self).norm(x, P[torch.add(at, 5)], )
      x = torch.add(x, (self).feed(h2, P[torch.add(at, 6)], P[torch.add(at, 7)], P[torch.add(at, 8)], ))
    return (self).norm(x, P[torch.add(torch.mul($LAYERS, 9), 1)], )

  def next(self: __torch__.M, ids: Tensor, cos: Tensor, sin: Tensor, mask: Tensor, begin: Tensor, K: List[Tensor], V: List[Tensor], P: List[Tensor]) -> Tensor:
    first = int(begin)
    end = torch.add(first, torch.size(ids, 1))
    x = torch.embedding(P[0], ids)
    for layer in range($LAYERS):
      at = torch.add(torch.mul(layer, 9), 1)
      h = (self).ready((self).norm(x, P[at], ), )
      q = torch.transpose((self).turn((self).heads(h, P[torch.add(at, 1)], $QHEADS, ), cos, sin, ), 1, 2)
      k = torch.transpose((self).turn((self).heads(h, P[torch.add(at, 2)], $KVHEADS, ), cos, sin, ), 1, 2)
      v = torch.to(torch.transpose((self).heads(h, P[torch.add(at, 3)], $KVHEADS, ), 1, 2), 6)
      keys = torch.slice(K[layer], 2, first, end)
      values = torch.slice(V[layer], 2, first, end)
      _0 = torch.copy_(keys, k)
      _1 = torch.copy_(values, v)
      a = torch.scaled_dot_product_attention(q, torch.slice(K[layer], 2, 0, end), torch.slice(V[layer], 2, 0, end), mask, 0., False, scale=None, enable_gqa=$GQA)
      x = torch.add(x, (self).mix(a, P[torch.add(at, 4)], ))
      h2 = (self).norm(x, P[torch.add(at, 5)], )
      x = torch.add(x, (self).feed(h2, P[torch.add(at, 6)], P[torch.add(at, 7)], P[torch.add(at, 8)], ))
    last = torch.select(x, 1, -1)
    return (self).norm(last, P[torch.add(torch.mul($LAYERS, 9), 1)], )

  def logits(self: __torch__.M, hidden: Tensor, w: Tensor) -> Tensor:
    return torch.to((self).linear((self).ready(hidden, ), w, ), 6)


  def joined(self: __torch__.M, P: List[Tensor], head: Tensor) -> List[Tensor]:
    all = annotate(List[Tensor], [])
    for layer in range($LAYERS):
      at = layer * 9 + 1
      _0 = torch.append(all, (self).pack(torch.mul(torch.cat([P[at + 1], P[at + 2], P[at + 3]]), P[at]), ))
      _1 = torch.append(all, (self).pack(P[at + 4], ))
      _2 = torch.append(all, (self).pack(torch.mul(P[at + 6], P[at + 5]), ))
      _3 = torch.append(all, (self).pack(torch.mul(P[at + 7], P[at + 5]), ))
      _4 = torch.append(all, (self).pack(P[at + 8], ))
    _5 = torch.append(all, (self).pack(head, ))
    return all

  def step(self: __torch__.M, ids: Tensor, cos: Tensor, sin: Tensor, mask: Tensor, begin: Tensor, K: List[Tensor], V: List[Tensor], P: List[Tensor], J: List[Tensor]) -> Tensor:
    first = int(begin)
    n = torch.size(ids, 0)
    x = torch.embedding(P[0], ids)
    for layer in range($LAYERS):
      at = layer * 5
      y = torch.reshape((self).product((self).unit(x, ), J[at], ), [n, $ALLHEADS, $HEAD])
      a = torch.slice(y, 2, 0, $HALF)
      b = torch.slice(y, 2, $HALF, $HEAD)
      t = torch.cat([torch.sub(torch.mul(a, cos), torch.mul(b, sin)), torch.add(torch.mul(b, cos), torch.mul(a, sin))], 2)
      q = torch.reshape(torch.slice(t, 1, 0, $QHEADS), [n, $KVHEADS, $GROUP, $HEAD])
      keys = torch.slice(K[layer], 2, 0, first + 1)
      values = torch.slice(V[layer], 2, 0, first + 1)
      _0 = torch.copy_(torch.select(keys, 2, first), torch.slice(t, 1, $QHEADS, $TURNED))
      _1 = torch.copy_(torch.select(values, 2, first), torch.slice(y, 1, $TURNED, $ALLHEADS))
      m = torch.scaled_dot_product_attention(q, keys, values, mask, 0., False)
      x = (self).added(torch.reshape(m, [n, $QUERIES]), J[at + 1], x, )
      x = (self).added((self).gated((self).unit(x, ), J[at + 2], J[at + 3], ), J[at + 4], x, )
    return (self).norm(x, P[$LAYERS * 9 + 1], )
