/** Node 20 lacks what libp2p uses (ES2024). */
Promise.withResolvers ??= function withResolvers() {
  const settle = {};
  settle.promise = new this((resolve, reject) => Object.assign(settle, { resolve, reject }));
  return settle;
};
